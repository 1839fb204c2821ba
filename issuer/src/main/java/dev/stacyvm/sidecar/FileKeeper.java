package dev.stacyvm.sidecar;

import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Jitter;
import dev.stacyvm.time.Scheduler.Scheduled;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one file fresh, without end: fetch, check, write, wait for half of the token's life ± 10 %; after a failure wait
 * with backoff and try again. The wall clock is looked at often, so that a machine that slept renews at once. Started
 * once, stopped once, on one event loop.
 */
final class FileKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(FileKeeper.class);
    private static final double SPREAD = 0.1;
    private static final double FAILURE_SPREAD = 0.2;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final TokenFile plan;
    private final TokenFetch fetch;
    private final TokenStore store;
    private final AfterRotation after;
    private final SidecarTools tools;
    private final Backoff backoff;

    /** Written by the event loop alone, read by health from any thread. */
    private volatile FileState state;

    private Scheduled next = () -> {};
    private boolean stopped;

    FileKeeper(TokenFile plan, TokenFetch fetch, TokenStore store, AfterRotation after, SidecarTools tools) {
        this.plan = plan;
        this.fetch = fetch;
        this.store = store;
        this.after = after;
        this.tools = tools;
        this.state = FileState.initial(plan);
        this.backoff = new Backoff(FIRST_WAIT, cap(plan.ttl()), FAILURE_SPREAD, tools.random());
    }

    /** Begins: a file whose token is in the first half of its life is left, any other is renewed at once. */
    void start() {
        standing().onSuccess(token -> token.ifPresentOrElse(this::leave, this::renew));
    }

    /**
     * Makes the file good once.
     *
     * @return empty when a good token stands there, else one sentence; never fails
     */
    Future<Optional<String>> once() {
        return standing().compose(token -> {
            token.ifPresent(good -> state = state.left(good));
            return token.isPresent() ? Future.succeededFuture(Optional.empty()) : attempt();
        });
    }

    /** No further renewal begins. */
    void stop() {
        stopped = true;
        next.cancel();
    }

    /** Safe from any thread. */
    FileState state() {
        return state;
    }

    private Future<Optional<CheckedToken>> standing() {
        return store.read(plan)
                .map(secret -> new TokenCheck(plan, tools.time()).check(secret))
                .map(checked -> checked instanceof Checked.Good good ? Optional.of(good.token()) : none())
                .otherwise(unreadable -> none())
                .map(token ->
                        token.filter(good -> good.isInItsFirstHalf(tools.time().now())));
    }

    private static Optional<CheckedToken> none() {
        return Optional.empty();
    }

    private void leave(CheckedToken token) {
        state = state.left(token);
        LOG.info("token file is still good file={} expires_at={}", plan.file(), token.expiresAt());
        Instant due = token.issuedAt().plus(half(token));
        Instant latest = tools.time().now().plus(half(token));
        renewAt(due.isBefore(latest) ? due : latest);
    }

    private void renew() {
        if (stopped) {
            return;
        }
        attempt().onSuccess(problem -> problem.ifPresent(why -> again()));
    }

    /** Fetches and writes; schedules the next renewal when that worked. */
    private Future<Optional<String>> attempt() {
        return fetch.fetch(plan).compose(this::take).otherwise(failure -> {
            failed(plan.file() + " was not replaced: " + failure.getMessage());
            return state.problem();
        });
    }

    private Future<Optional<String>> take(Checked fetched) {
        if (fetched instanceof Checked.Bad bad) {
            failed(bad.why());
            return Future.succeededFuture(state.problem());
        }
        CheckedToken token = ((Checked.Good) fetched).token();
        return store.write(plan, token.token())
                .compose(written -> replaced(token))
                .map(done -> Optional.empty());
    }

    private Future<Void> replaced(CheckedToken token) {
        state = state.renewed(token);
        backoff.reset();
        LOG.info(
                "token file replaced file={} worker_id={} token_id={} expires_at={}",
                plan.file(),
                plan.workerId(),
                token.tokenId(),
                token.expiresAt());
        // Counted from now: the issuer's clock may differ from ours by more than the token lives.
        renewAt(tools.time().now().plus(half(token)));
        return after.run(plan);
    }

    private void failed(String why) {
        if (state.problem().isEmpty()) {
            LOG.warn("token file not renewed file={} worker_id={} error={}", plan.file(), plan.workerId(), why);
        }
        state = state.failed(why);
    }

    private void again() {
        if (!stopped) {
            next = tools.scheduler().after(backoff.next(), this::renew);
        }
    }

    private Duration half(CheckedToken token) {
        Duration life = token.plannedLife(tools.time().now(), plan.ttl());
        Duration half = Jitter.around(life.dividedBy(2), SPREAD, tools.random());
        return half.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : half;
    }

    private void renewAt(Instant due) {
        Duration left = Duration.between(tools.time().now(), due);
        long latest = tools.time().nanos() + Math.max(0, left.toNanos());
        waitUntil(due, latest);
    }

    /** Until the wall clock or the monotonic clock says so, whichever is first. */
    private void waitUntil(Instant due, long latestNanos) {
        if (stopped) {
            return;
        }
        Duration byWall = Duration.between(tools.time().now(), due);
        Duration left =
                shorter(byWall, Duration.ofNanos(latestNanos - tools.time().nanos()));
        if (left.isNegative() || left.isZero()) {
            renew();
        } else {
            next = tools.scheduler().after(shorter(left, LOOK), () -> waitUntil(due, latestNanos));
        }
    }

    /** Several tries fit into what is left at half of the life. */
    private static Duration cap(Duration ttl) {
        return shorter(ttl.dividedBy(10), LONGEST_WAIT);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
