package dev.stacyvm.token;

import java.util.Arrays;
import java.util.Optional;

/** Whom a token may be shown to (RFC 7519, {@code aud}). Recipients of one token trust each other for its lifetime. */
public enum Audience {
    CONTROL_PLANE("worker:control-plane"),
    RPC("worker:rpc"),
    KAFKA("kafka");

    private final String claim;

    Audience(String claim) {
        this.claim = claim;
    }

    /** The value of the claim. */
    public String claim() {
        return claim;
    }

    public static Optional<Audience> of(String claim) {
        return Arrays.stream(values())
                .filter(value -> value.claim.equals(claim))
                .findFirst();
    }
}
