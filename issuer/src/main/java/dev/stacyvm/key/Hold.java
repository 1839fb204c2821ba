package dev.stacyvm.key;

import java.time.Duration;
import java.util.List;

/**
 * What keeps a prepared key from signing.
 *
 * @param caches how long verifiers may still keep a JWKS without it
 * @param lagging followers of the trust feed that have not confirmed an epoch with it
 */
public record Hold(Duration caches, List<String> lagging) {
    public Hold {
        lagging = List.copyOf(lagging);
    }

    public boolean isOver() {
        return caches.isZero() && lagging.isEmpty();
    }
}
