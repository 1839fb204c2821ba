package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.P256Key;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who is enrolled, with which key, for what. Durable before any future succeeds; futures fail as the store's do. */
final class Enrolments {
    private static final int MOST_JOIN_TOKENS = 10_000;
    /** Used and expired join tokens stay so long, for the audit to name them. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    /** What an attempt to enrol led to. */
    sealed interface Outcome {
        record Enrolled(Grant grant) implements Outcome {}

        /** @param why for the audit log alone */
        record Refused(String why) implements Outcome {}
    }

    private final StoreSession store;
    private final Time time;

    Enrolments(StoreSession store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** Keeps the hash of a new join token; false when too many are kept already. */
    Future<Boolean> invite(Secret token, Grant grant, Instant expiresAt, AuditEvent event) {
        byte[] hash = JoinToken.hash(token.revealText());
        return store.write(connection -> {
            Instant now = time.now();
            JoinTable.forgetBefore(connection, now.minus(REMEMBERED));
            boolean room = JoinTable.count(connection) < MOST_JOIN_TOKENS;
            if (room) {
                JoinTable.add(connection, hash, grant, expiresAt);
            }
            AuditTable.add(connection, event, room ? "done" : "too many join tokens", now);
            return room;
        });
    }

    /**
     * Uses the join token for this key. The same key may use it again until it expires, so that a lost answer heals;
     * whoever else holds the token gains nothing by that.
     */
    Future<Outcome> enrol(String workerId, byte[] hash, P256Key key, AuditEvent event) {
        return store.write(connection -> {
            Instant now = time.now();
            Outcome outcome = decide(connection, workerId, hash, key, now);
            String told = outcome instanceof Outcome.Refused refused ? refused.why() : "done";
            AuditTable.add(connection, event, told, now);
            return outcome;
        });
    }

    Future<Optional<EnrolmentTable.Row>> find(String workerId) {
        return store.write(connection -> EnrolmentTable.find(connection, workerId));
    }

    /** Takes an assertion's id, if the worker still has this key; false when the id was taken before. */
    Future<Boolean> take(EnrolmentTable.Row row, String assertionId, Instant expiresAt) {
        String workerId = row.grant().workerId();
        return store.write(connection -> {
            EnrolmentTable.forgetAssertionsBefore(connection, time.now());
            boolean same = EnrolmentTable.find(connection, workerId)
                    .filter(found -> found.key().thumbprint().equals(row.key().thumbprint()))
                    .isPresent();
            return same && EnrolmentTable.takeAssertion(connection, workerId, assertionId, expiresAt);
        });
    }

    /** Ends the enrolment: the worker's key and unused join tokens buy nothing any more. False when there was none. */
    Future<Boolean> end(String workerId) {
        return store.write(connection -> {
            JoinTable.forgetUnused(connection, workerId);
            return EnrolmentTable.remove(connection, workerId);
        });
    }

    private static Outcome decide(Connection connection, String workerId, byte[] hash, P256Key key, Instant now)
            throws SQLException {
        Optional<JoinTable.Row> found = JoinTable.find(connection, hash);
        if (found.isEmpty()) {
            return new Outcome.Refused("unknown join token");
        }
        JoinTable.Row join = found.get();
        if (!join.grant().workerId().equals(workerId)) {
            return new Outcome.Refused("join token of another worker");
        }
        if (!now.isBefore(join.expiresAt())) {
            return new Outcome.Refused("expired join token");
        }
        return join.usedBy().isPresent() ? again(connection, join, key) : first(connection, join, hash, key, now);
    }

    private static Outcome first(Connection connection, JoinTable.Row join, byte[] hash, P256Key key, Instant now)
            throws SQLException {
        JoinTable.use(connection, hash, key.thumbprint());
        EnrolmentTable.put(connection, join.grant(), key, now);
        return new Outcome.Enrolled(join.grant());
    }

    private static Outcome again(Connection connection, JoinTable.Row join, P256Key key) throws SQLException {
        String thumbprint = key.thumbprint();
        boolean stands = EnrolmentTable.find(connection, join.grant().workerId())
                .filter(row -> row.key().thumbprint().equals(thumbprint))
                .isPresent();
        return stands && join.usedBy().filter(thumbprint::equals).isPresent()
                ? new Outcome.Enrolled(join.grant())
                : new Outcome.Refused("used join token");
    }
}
