package dev.stacyvm.token;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a worker token allows (contract, section 1.2). The order is that of the full default set. */
public enum Scope {
    HEARTBEAT("worker:heartbeat"),
    SPAWN("worker:spawn"),
    DESTROY("worker:destroy"),
    STATUS("worker:status"),
    EXEC("worker:exec"),
    FILES("worker:files"),
    LOGS("worker:logs"),
    LEASE("worker:lease");

    private static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

    private final String claim;

    Scope(String claim) {
        this.claim = claim;
    }

    /** The word in the claim. */
    public String claim() {
        return claim;
    }

    /** What a worker-v1 token without scopes allows. */
    public static Set<Scope> all() {
        return ALL;
    }

    public static Optional<Scope> of(String claim) {
        return Arrays.stream(values())
                .filter(value -> value.claim.equals(claim))
                .findFirst();
    }
}
