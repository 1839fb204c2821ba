package dev.stacyvm.token;

import java.util.List;
import java.util.Optional;

/**
 * The payload of a worker-v1 token. Absent texts are empty and absent times 0: the format knows no difference.
 *
 * @param scopes empty when the claim is absent, which is not the same as an empty list
 * @param exp epoch seconds, as {@code iat} and {@code nbf}
 */
record WorkerV1Claims(
        String workerId,
        String tokenId,
        String audience,
        Optional<List<String>> scopes,
        long exp,
        long iat,
        long nbf) {}
