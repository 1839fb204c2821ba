package dev.stacyvm.issuer;

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

/** What the store holds of the trust feed, at one epoch. */
record TrustImage(long epoch, List<Revocation> revocations) {
    /** What is in every snapshot for as long as the service runs. */
    record Fixed(String issuer, Set<String> revokedTokens, List<P256Key> attestationKeys) {}

    /** Begins the next epoch, at least {@code least}, and reads all. */
    static TrustImage next(Connection connection, long least) throws SQLException {
        return new TrustImage(TrustTable.raiseEpoch(connection, least), TrustTable.all(connection));
    }

    Revocation find(Revocation.Kind kind, String id) {
        return revocations.stream()
                .filter(it -> it.kind() == kind && it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    TrustSnapshot snapshot(Fixed fixed, List<JwtKey> keys, Instant now) {
        Set<String> tokens = new HashSet<>(fixed.revokedTokens());
        Map<String, Instant> workers = new HashMap<>();
        Set<String> keyIds = new HashSet<>();
        for (Revocation revocation : revocations) {
            switch (revocation.kind()) {
                case TOKEN -> tokens.add(revocation.id());
                case WORKER -> workers.put(revocation.id(), revocation.before());
                case KEY -> keyIds.add(revocation.id());
            }
        }
        return new TrustSnapshot(
                epoch, now, fixed.issuer(), keys, fixed.attestationKeys(), new Revocations(tokens, workers, keyIds));
    }
}
