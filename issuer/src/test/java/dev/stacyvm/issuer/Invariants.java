package dev.stacyvm.issuer;

import dev.stacyvm.key.KeyRing;
import dev.stacyvm.key.KeyState;
import dev.stacyvm.trust.TrustSnapshot;
import java.util.Set;

/** What holds after every step of {@link TrustWorld}, whatever was cut off, lost, delayed or crashed. */
final class Invariants {
    private Invariants() {}

    static void oneActiveKey(KeyRing ring) {
        require(ring.in(KeyState.ACTIVE).size() == 1, "there is one active key: " + ring);
    }

    /** No rotation refuses anybody: who lets anything in has the key of every living token that is not revoked. */
    static void followerKnowsTheKey(TrustWorld.Token token, TrustSnapshot held, boolean covered) {
        boolean known = held.keys().stream().anyMatch(key -> key.id().equals(token.keyId()));
        require(known && !covered, "a follower at epoch " + held.epoch() + " takes the living token " + token);
    }

    /** The same for verifiers that keep the JWKS for as long as they may. */
    static void cachesKnowTheKey(TrustWorld.Token token, boolean holds, Set<String> cached) {
        require(!holds || cached.contains(token.keyId()), "a cached JWKS has the key of the living token " + token);
    }

    static void issuerRefusesWhatIsRevoked(TrustWorld.Token token, TrustSnapshot current, boolean revoked) {
        boolean listed = current.revoked().tokens().contains(token.id())
                || current.revoked().workers().containsKey("worker-" + token.worker());
        boolean dead = !current.generatedAt().isBefore(token.expiresAt());
        require(!revoked || listed || dead, "the issuer refuses the revoked token " + token);
    }

    /** A follower that is cut off does not know, but then it lets nothing in once the bound has passed. */
    static void followerRefusesWhatWasRevokedBeforeTheBound(TrustWorld.Token token, boolean covered, boolean late) {
        require(covered || !late, "a follower refuses the token that was revoked long ago " + token);
    }

    private static void require(boolean holds, String invariant) {
        if (!holds) {
            throw new AssertionError("broken: " + invariant);
        }
    }
}
