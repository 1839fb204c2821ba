package dev.stacyvm.trust;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the issuer's trust feed: one long poll after another, each saying which epoch is held. What it holds is swapped
 * whole. Until the first answer, and again once the issuer was not heard for the plan's bound, it lets nothing in.
 * Started and stopped once; what it knows may be asked from any thread.
 */
public final class TrustFollower implements TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TrustFollower.class);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);
    /** Between polls that the issuer answers at once though nothing is new. */
    private static final Duration BREATH = Duration.ofMillis(500);

    private static final double SPREAD = 0.2;

    private final TrustPlan plan;
    private final ApiClient client;
    private final Scheduler scheduler;
    private final Time time;
    private final Consumer<TrustSnapshot> listener;
    private final Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY, SPREAD, new SplittableRandom());
    private volatile Trust trust;
    private volatile boolean stopped;
    private boolean failing;

    private TrustFollower(
            TrustPlan plan, ApiClient client, Scheduler scheduler, Time time, Consumer<TrustSnapshot> listener) {
        this.plan = plan;
        this.client = client;
        this.scheduler = scheduler;
        this.time = time;
        this.listener = listener;
        this.trust = Trust.none(plan.bound());
    }

    /** Begins to follow, on the calling context, and returns at once. */
    public static TrustFollower start(Vertx vertx, TrustPlan plan, Time time) {
        return start(vertx, plan, time, snapshot -> {});
    }

    /** @param listener told every new snapshot after it is in force, on the calling context */
    public static TrustFollower start(Vertx vertx, TrustPlan plan, Time time, Consumer<TrustSnapshot> listener) {
        Scheduler scheduler = Scheduler.of(vertx);
        TrustFollower follower =
                new TrustFollower(plan, ApiClient.create(vertx, plan.tls()), scheduler, time, listener);
        follower.poll();
        return follower;
    }

    /** Verifies JWTs of the issuer followed; {@code STALE_TRUST} while the issuer was not heard for too long. */
    @Override
    public Verdict verify(String token, Audience expected) {
        return trust.verify(token, expected, Trust.Moment.of(time));
    }

    /** As {@link AttestationVerifier}, and refuses what a worker revoked since presented, and all while stale. */
    public Attestation verify(byte[] envelope) {
        return trust.verify(envelope, Trust.Moment.of(time));
    }

    /** The epoch held; 0 before the first answer. */
    public long epoch() {
        return trust.epoch();
    }

    /** What is held, fresh or not. */
    public Optional<TrustSnapshot> snapshot() {
        return trust.snapshot();
    }

    /** Whether anything is let in. */
    public boolean isFresh() {
        return trust.isFresh(Trust.Moment.of(time));
    }

    /** Ends the polls and closes the connections. What it holds grows stale. */
    public Future<Void> stop() {
        stopped = true;
        return client.close();
    }

    private void poll() {
        if (stopped) {
            return;
        }
        Trust.Moment asked = Trust.Moment.of(time);
        headers()
                .compose(headers -> client.send(ApiRequest.get(url(), headers).within(WAIT.plus(ANSWER))))
                .map(answer -> learn(answer, asked))
                .onSuccess(this::pollAfter)
                .onFailure(this::failed);
    }

    /** The pause before the next poll. */
    private Duration learn(ApiAnswer answer, Trust.Moment asked) {
        long before = trust.epoch();
        if (answer.status() == 304 && before > 0) {
            trust = trust.confirm(asked);
            return Duration.ZERO;
        }
        if (answer.status() != 200) {
            throw new IllegalStateException(plan.issuer() + " answered " + answer.problem());
        }
        TrustSnapshot snapshot = TrustSnapshot.read(answer.body().getBytes())
                .orElseThrow(() -> new IllegalStateException(plan.issuer() + " answered with no trust snapshot"));
        trust = trust.accept(snapshot, asked, time)
                .orElseThrow(() -> new IllegalStateException(plan.issuer() + " answered with epoch " + snapshot.epoch()
                        + " after " + before + "; it was set back and needs: issuer recover"));
        return snapshot.epoch() > before ? learned(snapshot) : BREATH;
    }

    private Duration learned(TrustSnapshot snapshot) {
        LOG.info("trust renewed epoch={} control_plane={}", snapshot.epoch(), plan.issuer());
        listener.accept(snapshot);
        return Duration.ZERO;
    }

    private void pollAfter(Duration pause) {
        if (failing) {
            LOG.info("the trust feed is heard again control_plane={} epoch={}", plan.issuer(), trust.epoch());
        }
        failing = false;
        backoff.reset();
        scheduler.after(pause, this::poll);
    }

    /** Told once for each time of trouble. */
    private void failed(Throwable failure) {
        if (!failing && !stopped) {
            String why = Printable.of(String.valueOf(failure.getMessage()), 200);
            LOG.warn("the trust feed is not heard control_plane={} epoch={} error={}", plan.issuer(), epoch(), why);
        }
        failing = true;
        scheduler.after(backoff.next(), this::poll);
    }

    private Future<Map<String, String>> headers() {
        if (plan.login() instanceof TrustLogin.WorkerToken login) {
            return login.tokens().read().compose(TrustFollower::bearer);
        }
        TrustLogin.ApiKey login = (TrustLogin.ApiKey) plan.login();
        return Future.succeededFuture(Map.of("X-API-Key", login.key().revealText()));
    }

    private static Future<Map<String, String>> bearer(TokenReading reading) {
        return reading.sendable()
                .map(token -> Future.succeededFuture(Map.of("Authorization", "Bearer " + token.revealText())))
                .orElseGet(() -> Future.failedFuture("there is no token to show"));
    }

    private String url() {
        return plan.issuer()
                .at("/api/v1/trust?epoch=" + trust.epoch() + "&wait=" + WAIT.toSeconds() + "s&follower="
                        + plan.follower());
    }
}
