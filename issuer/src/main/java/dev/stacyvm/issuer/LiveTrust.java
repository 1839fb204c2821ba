package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.key.KeyState;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.P256Key;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What this issuer has everyone trust. A change is on disk first, then in force at this service's gates, and then its
 * caller hears that it is done. Futures fail as the store's do. Any thread may call.
 */
final class LiveTrust {
    private record Changed<T>(Optional<T> done, Optional<TrustImage> image) {}

    private final StoreSession store;
    private final TrustImage.Fixed fixed;
    private final Time time;
    private final TrustFeed feed;
    private final List<Consumer<TrustImage>> listeners = new CopyOnWriteArrayList<>();
    private volatile TrustImage image;

    private LiveTrust(
            Vertx vertx, StoreSession store, TrustImage.Fixed fixed, TrustImage image, TokenAuthority base, Time time) {
        this.store = store;
        this.fixed = fixed;
        this.time = time;
        this.image = image;
        this.feed = new TrustFeed(
                vertx, image.snapshot(fixed, time.now()), base.workerV1().map(TokenAuthority.WorkerV1::verifier), time);
    }

    /** Begins a new epoch; at the first start with the key of the policy as the active one. */
    static Future<LiveTrust> open(Vertx vertx, Store store, String issuer, TokenAuthority base, Time time) {
        StoreSession session = store.session();
        return session.onWriter(() -> attestationKeys(AttestationKeys.published(store.folder())))
                .map(keys -> new TrustImage.Fixed(
                        issuer, base.revoked(), keys, base.jwt().isPresent()))
                .compose(fixed -> session.write(connection -> first(connection, base, time))
                        .map(image -> new LiveTrust(vertx, session, fixed, image, base, time)));
    }

    TrustFeed feed() {
        return feed;
    }

    TrustImage image() {
        return image;
    }

    /** Tells what is in force now, and every change of it after it is in force, in order. Must not block. */
    synchronized void follow(Consumer<TrustImage> listener) {
        listeners.add(listener);
        listener.accept(image);
    }

    /** Runs the act in a transaction; when it answers something, a new epoch holds what it did. */
    <T> Future<Optional<T>> change(StoreSession.Work<Optional<T>> act) {
        return store.write(connection -> {
                    Optional<T> done = act.run(connection);
                    Optional<TrustImage> next =
                            done.isPresent() ? Optional.of(TrustImage.next(connection, 1)) : Optional.empty();
                    return new Changed<>(done, next);
                })
                .map(changed -> {
                    changed.image().ifPresent(this::inForce);
                    return changed.done();
                });
    }

    private static TrustImage first(Connection connection, TokenAuthority base, Time time) throws SQLException {
        Map<String, KeyTable.Row> known = KeyTable.all(connection);
        if (base.jwt().isPresent() && known.isEmpty()) {
            KeyTable.add(connection, base.jwt().get().first().publicHalf(), KeyState.ACTIVE, time.now());
        }
        return TrustImage.next(connection, time.now().getEpochSecond());
    }

    private static List<P256Key> attestationKeys(List<String> pems) {
        return pems.stream().flatMap(pem -> P256Key.fromPem(pem).stream()).toList();
    }

    /** The store's transactions are in order; those who wait for them need not be. */
    private synchronized void inForce(TrustImage next) {
        if (next.epoch() > image.epoch()) {
            image = next;
            feed.publish(next.snapshot(fixed, time.now()));
            listeners.forEach(listener -> listener.accept(next));
        }
    }
}
