package dev.stacyvm.wire;

import java.util.List;

/**
 * What keeps a prepared key from signing.
 *
 * @param seconds until no cache holds a JWKS without it
 * @param followers of the trust feed that do not hold it yet
 */
public record KeyWait(long seconds, List<String> followers) {
    public KeyWait {
        followers = List.copyOf(followers);
    }
}
