package dev.stacyvm.token;

import dev.stacyvm.wire.GoText;
import java.util.Optional;

/**
 * A token that was decoded but not verified: for showing it, and for telling when a file's token ends. Never decide
 * about access by it.
 */
public sealed interface UnverifiedToken {
    /** What it says of itself. */
    UnverifiedClaims claims();

    /**
     * Whether every part has the one accepted spelling and the length its format gives it, so that nothing was cut off.
     * It says nothing of the signature's value.
     */
    boolean isWhole();

    TokenFormat format();

    /** A {@code stacyvm-worker-v1} token. */
    record WorkerV1(UnverifiedClaims claims, boolean isWhole) implements UnverifiedToken {
        @Override
        public TokenFormat format() {
            return TokenFormat.WORKER_V1;
        }
    }

    /**
     * A JSON Web Token in compact form.
     *
     * @param algorithm the header's {@code alg}
     * @param keyId the header's {@code kid}
     */
    record Jwt(UnverifiedClaims claims, boolean isWhole, String algorithm, Optional<String> keyId)
            implements UnverifiedToken {
        @Override
        public TokenFormat format() {
            return TokenFormat.JWT;
        }
    }

    /**
     * Decodes a token of either format with the tolerance of StacyVM's decoder; surrounding white space is ignored.
     *
     * @return empty when it is no token of three parts with a readable payload, or longer than 16 KiB
     */
    static Optional<UnverifiedToken> inspect(String token) {
        String text = GoText.trim(token);
        if (token.length() > WorkerV1Verifier.MAX_LENGTH) {
            return Optional.empty();
        }
        return text.startsWith(WorkerV1Verifier.PREFIX) ? Decoding.workerV1(text) : Decoding.jwt(text);
    }
}
