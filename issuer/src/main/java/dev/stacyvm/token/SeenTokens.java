package dev.stacyvm.token;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens whose signature held, so that a heartbeat a second costs one signature in a token's life. It keeps the claims
 * alone: times, audience and revocation are judged anew for every request. It belongs to one set of keys and goes with it.
 * Any thread may call.
 */
final class SeenTokens {
    private final int capacity;
    private final ConcurrentHashMap<String, JwtClaims> claims = new ConcurrentHashMap<>();

    SeenTokens(int capacity) {
        this.capacity = capacity;
    }

    Optional<JwtClaims> find(String token) {
        return Optional.ofNullable(claims.get(token));
    }

    /** When it is full, the dead go first, and if none is dead, all: the next requests fill it again. */
    void keep(String token, JwtClaims read, long now) {
        if (claims.size() >= capacity) {
            claims.values().removeIf(old -> old.expiresAt() <= now);
        }
        if (claims.size() >= capacity) {
            claims.clear();
        }
        claims.put(token, read);
    }

    void forget(String token) {
        claims.remove(token);
    }

    int size() {
        return claims.size();
    }
}
