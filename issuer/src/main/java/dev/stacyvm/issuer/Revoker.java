package dev.stacyvm.issuer;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Revokes tokens and workers, and drops the revocations that affect nothing more. */
final class Revoker {
    /** With ids of at most 256 characters, a snapshot stays below what a follower reads. */
    static final int MOST = 3_000;

    private final LiveTrust trust;
    private final Enrolments enrolments;
    private final Time time;
    private final Ages<Revocation> ages;

    Revoker(LiveTrust trust, Enrolments enrolments, Time time) {
        this.trust = trust;
        this.enrolments = enrolments;
        this.time = time;
        this.ages = new Ages<>(time);
        trust.follow(image -> ages.keep(image.revocations()));
    }

    /** Refuses the token from now on; empty when there are too many. */
    Future<Optional<Revocation>> token(String id, AuditEvent event) {
        return revoke(Revocation.Kind.TOKEN, id, event);
    }

    /**
     * Ends the worker's enrolment and refuses all it has. The enrolment ends in a transaction of its own before: what was
     * granted by then is minted by then, and dated before.
     */
    Future<Optional<Revocation>> worker(String id, AuditEvent event) {
        return enrolments.end(id).compose(ended -> revoke(Revocation.Kind.WORKER, id, event));
    }

    private Future<Optional<Revocation>> revoke(Revocation.Kind kind, String id, AuditEvent event) {
        return trust.change(connection -> {
                    Instant now = time.now();
                    boolean room = TrustTable.count(connection) < MOST;
                    AuditTable.add(connection, event, room ? "done" : "too many revocations", now);
                    if (room) {
                        TrustTable.put(connection, Revocation.of(kind, id, now));
                    }
                    return room ? Optional.of(id) : Optional.<String>empty();
                })
                .map(done -> done.map(it -> trust.image().find(kind, it)));
    }

    /** Drops the revocations whose last token is dead by both clocks. */
    Future<Void> sweep() {
        Instant now = time.now();
        List<Revocation> over = ages.olderThan(Revocation.LASTS).stream()
                .filter(revocation -> !now.isBefore(revocation.until()))
                .toList();
        if (over.isEmpty()) {
            return Future.succeededFuture();
        }
        return trust.change(connection -> {
                    for (Revocation revocation : over) {
                        TrustTable.remove(connection, revocation);
                    }
                    return Optional.of(over);
                })
                .mapEmpty();
    }
}
