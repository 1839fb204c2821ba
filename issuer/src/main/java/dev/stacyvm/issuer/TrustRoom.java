package dev.stacyvm.issuer;

import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything about keys, revocations and the trust feed, wired: its parts, its routes and its housekeeping. */
final class TrustRoom {
    private static final Duration SWEEP = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(250);

    private final LiveTrust trust;
    private final Following following;
    private final Optional<KeyLife> keys;
    private final Optional<MintLog> log;
    private final Revoker revoker;
    private final TokenAuthority base;
    private final Time time;
    private volatile boolean closed;

    private TrustRoom(
            LiveTrust trust, Following following, Optional<KeyLife> keys, Store store, TokenAuthority base, Time time) {
        this.trust = trust;
        this.following = following;
        this.keys = keys;
        this.base = base;
        this.time = time;
        this.revoker = new Revoker(trust, new Enrolments(store.session(), time), time);
        this.log = keys.map(life -> new MintLog(trust.feed().snapshot().issuer(), life::active, time));
    }

    /** Begins a new epoch; fails with one sentence when a key that is needed is not there. */
    static Future<TrustRoom> open(Vertx vertx, Store store, String issuer, TokenAuthority base, Time time) {
        return LiveTrust.open(vertx, store, issuer, base, time)
                .compose(trust -> Following.open(trust, store.session(), time)
                        .compose(following -> keys(trust, following, store, base, time)
                                .map(keys -> new TrustRoom(trust, following, keys, store, base, time))));
    }

    /** What the service mints at any moment. */
    Minters minters() {
        return new Minters(log.map(it -> it), base.workerV1().map(TokenAuthority.WorkerV1::minter));
    }

    /** What the service lets in at any moment. */
    TokenVerifier verifier() {
        return trust.feed();
    }

    void addTo(Routes routes, WorkerGate workers, ApiGate api) {
        KeyListing listing = new KeyListing(
                trust, following, keys, id -> log.map(it -> it.holders(id)).orElse(List.of()), time);
        new TrustRoutes(following).addTo(routes, workers, api);
        new RevocationRoutes(trust, revoker, following, keys).addTo(routes, api);
        new KeyRoutes(listing, keys).addTo(routes, api);
        base.jwt()
                .map(policy -> new DiscoveryRoutes(
                        trust.feed().snapshot().issuer(),
                        () -> trust.feed().snapshot().keys(),
                        policy.jwksCacheMax()))
                .ifPresent(discovery -> discovery.addTo(routes));
    }

    /** Begins to forget what is over, and to activate what was asked for, until it is closed. */
    void keepHouse(Scheduler scheduler) {
        again(scheduler, SWEEP, this::sweep);
        again(scheduler, TICK, () -> keys.map(KeyLife::tick).orElseGet(Future::succeededFuture));
    }

    /** Forgets what is over now. */
    Future<Void> sweep() {
        return following
                .sweep()
                .compose(done -> revoker.sweep())
                .compose(done -> keys.map(KeyLife::sweep).orElseGet(Future::succeededFuture));
    }

    /** Ends the polls that wait. */
    void close() {
        closed = true;
        trust.feed().close();
    }

    private interface Task {
        Future<Void> run();
    }

    private void again(Scheduler scheduler, Duration pause, Task task) {
        scheduler.after(pause, () -> {
            if (!closed) {
                task.run().onComplete(done -> again(scheduler, pause, task));
            }
        });
    }

    private static Future<Optional<KeyLife>> keys(
            LiveTrust trust, Following following, Store store, TokenAuthority base, Time time) {
        return base.jwt()
                .map(policy ->
                        KeyLife.open(trust, following, store, policy, time).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }
}
