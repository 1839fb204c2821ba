package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.P256Key;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this issuer has everyone trust. A change is on disk first, then in force at this service's gates, and then its
 * caller hears that it is done. Futures fail as the store's do.
 */
final class LiveTrust {
    /** With ids of at most 256 characters, a snapshot stays below what a follower reads. */
    static final int MOST_REVOCATIONS = 3_000;

    private final StoreSession store;
    private final TrustImage.Fixed fixed;
    private final List<JwtKey> keys;
    private final Time time;
    private final Enrolments enrolments;
    private final Ages<Revocation> ages;
    private final TrustFeed feed;
    private volatile TrustImage image;

    private LiveTrust(
            Vertx vertx,
            StoreSession store,
            TrustImage.Fixed fixed,
            TokenAuthority authority,
            TrustImage image,
            Time time) {
        this.store = store;
        this.fixed = fixed;
        this.keys = authority.jwt().map(policy -> policy.first().publicHalf()).stream()
                .toList();
        this.time = time;
        this.enrolments = new Enrolments(store, time);
        this.ages = new Ages<>(time);
        this.image = image;
        this.feed = new TrustFeed(vertx, image.snapshot(fixed, keys, time.now()), authority.verifier(), time);
        ages.keep(image.revocations());
    }

    /** Begins a new epoch. */
    static Future<LiveTrust> open(Vertx vertx, Store store, String issuer, TokenAuthority authority, Time time) {
        StoreSession session = store.session();
        return session.onWriter(() -> AttestationKeys.published(store.folder()))
                .map(pems -> pems.stream()
                        .flatMap(pem -> P256Key.fromPem(pem).stream())
                        .toList())
                .compose(attesting -> session.write(connection ->
                                TrustImage.next(connection, time.now().getEpochSecond()))
                        .map(image -> new LiveTrust(
                                vertx,
                                session,
                                new TrustImage.Fixed(issuer, authority.revoked(), attesting),
                                authority,
                                image,
                                time)));
    }

    TrustFeed feed() {
        return feed;
    }

    TrustImage image() {
        return image;
    }

    /** What the service mints and lets in, as it changes. */
    TokenAuthority authority(TokenAuthority base) {
        return new TokenAuthority(
                base.jwt()
                        .<Minter>map(policy -> new JwtMinter(fixed.issuer(), policy::first, time))
                        .orElse(base.minter()),
                feed);
    }

    /**
     * Revokes it, for good when the future succeeds. A worker's enrolment ends in a transaction of its own before: what
     * was granted by then is minted by then, and dated before.
     *
     * @return what stands now; empty when there are too many
     */
    Future<Optional<Revocation>> revoke(Revocation.Kind kind, String id, AuditEvent event) {
        Future<Boolean> ended = kind == Revocation.Kind.WORKER ? enrolments.end(id) : Future.succeededFuture(true);
        return ended.compose(done -> store.write(connection -> {
                    Instant now = time.now();
                    boolean room = TrustTable.count(connection) < MOST_REVOCATIONS;
                    AuditTable.add(connection, event, room ? "done" : "too many revocations", now);
                    if (room) {
                        TrustTable.put(connection, Revocation.of(kind, id, now));
                        return Optional.of(TrustImage.next(connection, 1));
                    }
                    return Optional.<TrustImage>empty();
                }))
                .map(changed -> changed.map(next -> inForce(next).find(kind, id)));
    }

    /** Drops the revocations whose last token is dead by both clocks. */
    Future<Void> sweep() {
        Instant now = time.now();
        List<Revocation> over = ages.olderThan(Revocation.LASTS).stream()
                .filter(revocation -> !now.isBefore(revocation.until()))
                .toList();
        return over.isEmpty()
                ? Future.succeededFuture()
                : store.write(connection -> without(connection, over)).map(next -> {
                    inForce(next);
                    return null;
                });
    }

    private static TrustImage without(Connection connection, List<Revocation> over) throws SQLException {
        for (Revocation revocation : over) {
            TrustTable.remove(connection, revocation);
        }
        return TrustImage.next(connection, 1);
    }

    /** The store's transactions are in order, their callers need not be. */
    private synchronized TrustImage inForce(TrustImage next) {
        if (next.epoch() > image.epoch()) {
            image = next;
            ages.keep(next.revocations());
            feed.publish(next.snapshot(fixed, keys, time.now()));
        }
        return next;
    }
}
