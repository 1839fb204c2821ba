package dev.stacyvm.token;

import dev.stacyvm.wire.GoText;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a worker token allows (contract, section 1.2). The order is that of the full default set. */
public enum Scope {
    HEARTBEAT("worker:heartbeat"),
    SPAWN("worker:spawn"),
    DESTROY("worker:destroy"),
    STATUS("worker:status"),
    EXEC("worker:exec"),
    FILES("worker:files"),
    LOGS("worker:logs"),
    LEASE("worker:lease"),
    /** Presenting results of certifications for attestation; no StacyVM scope, so never part of the default set. */
    ATTEST("certify:attest");

    private static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.range(HEARTBEAT, LEASE));
    private static final Map<String, Scope> BY_CLAIM =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Scope::claim, Function.identity()));

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
        return Optional.ofNullable(BY_CLAIM.get(claim));
    }

    /** Whether it is one of the fleet's {@code worker:} words, which an admin may have minted directly. */
    public boolean isWorkerScope() {
        return this != ATTEST;
    }

    /** The scopes among the words of a claim, each trimmed; words that are none are dropped. Unmodifiable. */
    static Set<Scope> among(List<String> words) {
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        words.forEach(word -> of(GoText.trim(word)).ifPresent(known::add));
        return Collections.unmodifiableSet(known);
    }
}
