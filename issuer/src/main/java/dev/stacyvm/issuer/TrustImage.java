package dev.stacyvm.issuer;

import dev.stacyvm.key.KeyRing;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.trust.TrustSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the store holds of the trust feed, at one epoch.
 *
 * @param keys all that the table knows by id, oldest first, removed ones too
 */
record TrustImage(long epoch, List<Revocation> revocations, Map<String, KeyTable.Row> keys) {
    /**
     * What is in every snapshot for as long as the service runs.
     *
     * @param signs whether the service mints JWTs; else no key of it is published
     */
    record Fixed(String issuer, Set<String> revokedTokens, List<P256Key> attestationKeys, boolean signs) {}

    /** Begins the next epoch, at least {@code least}, and reads all. */
    static TrustImage next(Connection connection, long least) throws SQLException {
        return new TrustImage(
                TrustTable.raiseEpoch(connection, least), TrustTable.all(connection), KeyTable.all(connection));
    }

    KeyRing ring() {
        return KeyTable.ring(keys);
    }

    Revocation find(Revocation.Kind kind, String id) {
        return revocations.stream()
                .filter(it -> it.kind() == kind && it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    TrustSnapshot snapshot(Fixed fixed, Instant now) {
        return new TrustSnapshot(
                epoch, now, fixed.issuer(), published(fixed), fixed.attestationKeys(), revoked(fixed.revokedTokens()));
    }

    private List<JwtKey> published(Fixed fixed) {
        return keys.values().stream()
                .filter(row -> fixed.signs() && row.state().isPublished())
                .map(KeyTable.Row::key)
                .toList();
    }

    private Revocations revoked(Set<String> always) {
        Set<String> tokens = new HashSet<>(always);
        Map<String, Instant> workers = new HashMap<>();
        Set<String> keyIds = new HashSet<>();
        for (Revocation revocation : revocations) {
            switch (revocation.kind()) {
                case TOKEN -> tokens.add(revocation.id());
                case WORKER -> workers.put(revocation.id(), revocation.before());
                case KEY -> keyIds.add(revocation.id());
            }
        }
        return new Revocations(tokens, workers, keyIds);
    }
}
