package dev.stacyvm.wire;

import java.util.List;

/**
 * The answer of the revocation routes.
 *
 * @param epoch of the trust feed that holds them
 */
public record RevocationList(long epoch, List<RevocationView> revocations) {
    public RevocationList {
        revocations = List.copyOf(revocations);
    }
}
