package dev.stacyvm.token;

import java.util.Optional;

/** How a worker-v1 token is judged once its signature holds. */
interface Profile {
    /** The token as it is split and signed. */
    String trimmed(String token);

    /** The claims of the payload, the characters {@code token[from, to)}; empty when it is malformed. */
    Optional<WorkerV1Claims> decode(byte[] token, int from, int to);

    /**
     * Checks claims and times, and makes the verified token.
     *
     * @param now epoch seconds; fractions do not matter, because every bound is a whole second
     */
    Verdict judge(WorkerV1Claims claims, Audience expected, long now);
}
