package dev.stacyvm.worker.lease;

import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Jitter;
import dev.stacyvm.time.Scheduler.Scheduled;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.client.Patience;
import dev.stacyvm.worker.lease.LeaseState.Ended;
import dev.stacyvm.worker.lease.LeaseState.Held;
import dev.stacyvm.worker.lease.LeaseState.Seeking;
import dev.stacyvm.worker.lease.LeaseState.Way;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Drives one {@link LeaseState}: sends its requests, one at a time, and gives it answers and clocks. A lease that is
 * held is renewed at a third of its TTL; one that is not is sought without end. Started once, stopped once, on one event
 * loop; as a guard it may be asked from any thread.
 */
public final class LeaseKeeper implements LeaseGuard {
    private static final double SPREAD = 0.1;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Scheduled NOTHING = () -> {};

    private final LeasePlan plan;
    private final LeaseTools tools;
    private final LeaseListener listener;
    private final Backoff backoff;

    /** Written by the event loop alone. */
    private volatile LeaseState state = new Seeking(Way.ACQUIRE);

    private long attempt;
    private boolean asking;
    private boolean draining;
    private Future<Answer<LeaseView>> call = denied(Denial.UNAVAILABLE, "");
    private Optional<Denial> told = Optional.empty();
    private Scheduled next = NOTHING;
    private Scheduled limit = NOTHING;
    private Scheduled watch = NOTHING;

    public LeaseKeeper(LeasePlan plan, LeaseTools tools, LeaseListener listener) {
        this.plan = plan;
        this.tools = tools;
        this.listener = listener;
        Duration first = plan.ttl().dividedBy(12);
        this.backoff = new Backoff(first, shorter(plan.ttl(), LONGEST_WAIT), SPREAD, tools.random());
    }

    /** Begins to seek the lease. */
    public void start() {
        ask();
    }

    /** Seeks the lease no more; while it is held it is renewed. */
    public void drain() {
        draining = true;
    }

    /**
     * Gives the lease up at once, and back when it was held or is being granted just now.
     *
     * @param patience how long at most a request that is under way is awaited
     * @return succeeds when the control plane has answered, whatever it says; the caller sets the limit
     */
    public Future<Void> stop(Duration patience) {
        OptionalLong held = generation();
        state = new Ended();
        next.cancel();
        limit.cancel();
        watch.cancel();
        return new Patience(tools.scheduler(), patience)
                .await(call)
                .compose(over -> giveBack(asking && call.succeeded() ? granted(call.result(), held) : held))
                .otherwiseEmpty();
    }

    @Override
    public Duration remaining() {
        return state instanceof Held held ? held.term().remaining(tools.clock().read()) : Duration.ZERO;
    }

    @Override
    public OptionalLong generation() {
        LeaseState seen = state;
        return seen instanceof Held held && !held.term().isOver(tools.clock().read())
                ? OptionalLong.of(held.generation())
                : OptionalLong.empty();
    }

    /** Asks again now if the last request failed for want of a good token. */
    public void tokenArrived() {
        if (!asking && told.filter(LeaseKeeper::isAboutTokens).isPresent()) {
            ask();
        }
    }

    private void ask() {
        if (state instanceof Ended || (draining && state instanceof Seeking)) {
            return;
        }
        next.cancel();
        asking = true;
        long mine = ++attempt;
        // Before anything is sent: the control plane counts from later.
        Term term = Term.of(tools.clock().read(), plan.ttl());
        limit = tools.scheduler().after(callLimit(), () -> answered(mine, term, late()));
        call = state instanceof Seeking seeking && seeking.way() == Way.ACQUIRE
                ? tools.plane().acquire(plan.resource(), plan.ttl())
                : tools.plane().renew(plan.resource(), plan.ttl());
        call.onSuccess(answer -> answered(mine, term, answer));
    }

    private void answered(long answeredAttempt, Term term, Answer<LeaseView> answer) {
        if (answeredAttempt != attempt || !asking || state instanceof Ended) {
            return;
        }
        asking = false;
        limit.cancel();
        Reading now = tools.clock().read();
        loseWhatIsOver(now);
        if (answer instanceof Answer.Denied<LeaseView> denied) {
            move(state.denied(denied.kind()), Optional.of(denied.kind()), denied.why());
        } else {
            long generation = answer.granted().orElseThrow().generation();
            move(state.granted(generation, term, now), Optional.empty(), "the grant came after its term was over");
        }
    }

    private void move(Step step, Optional<Denial> cause, String why) {
        LeaseState before = state;
        state = step.state();
        tell(before, cause, why);
        switch (step.next()) {
            case ASK -> ask();
            case RENEW_IN_TIME -> renewInTime();
            case BACK_OFF -> askAfter(backoff.next());
            case REST -> next.cancel();
        }
    }

    private void renewInTime() {
        backoff.reset();
        askAfter(Jitter.around(plan.ttl().dividedBy(3), SPREAD, tools.random()));
        watch();
    }

    private void askAfter(Duration wait) {
        next.cancel();
        next = tools.scheduler().after(wait, this::ask);
    }

    private void watch() {
        watch.cancel();
        loseWhatIsOver(tools.clock().read());
        if (state instanceof Held) {
            watch = tools.scheduler().after(shorter(remaining().plusMillis(1), WATCH), this::watch);
        }
    }

    private void loseWhatIsOver(Reading now) {
        LeaseState before = state;
        state = before.at(now);
        if (before != state) {
            tell(before, Optional.empty(), "it was not renewed in time");
            if (!asking) {
                askAfter(backoff.next());
            }
        }
    }

    private void tell(LeaseState before, Optional<Denial> cause, String why) {
        if (state instanceof Held held) {
            if (!(before instanceof Held)) {
                listener.held(plan.resource(), held.generation());
            }
        } else if (before instanceof Held) {
            listener.lost(plan.resource(), why);
        } else if (!cause.equals(told)) {
            listener.waiting(plan.resource(), why);
        }
        told = cause;
    }

    private static OptionalLong granted(Answer<LeaseView> last, OptionalLong otherwise) {
        return last.granted().map(LeaseView::generation).map(OptionalLong::of).orElse(otherwise);
    }

    private Future<Void> giveBack(OptionalLong generation) {
        return generation.isPresent()
                ? tools.plane().release(plan.resource(), generation.getAsLong()).mapEmpty()
                : Future.succeededFuture();
    }

    /** Leaves time for a second and a third try within the term. */
    private Duration callLimit() {
        return shorter(plan.ttl().dividedBy(4), LONGEST_CALL);
    }

    private Answer<LeaseView> late() {
        return new Answer.Denied<>(
                Denial.UNAVAILABLE,
                "no answer within " + callLimit().toMillis() + " ms; check the way to the control plane");
    }

    private static Future<Answer<LeaseView>> denied(Denial kind, String why) {
        return Future.succeededFuture(new Answer.Denied<>(kind, why));
    }

    private static boolean isAboutTokens(Denial denial) {
        return denial == Denial.NO_TOKEN || denial == Denial.UNAUTHORIZED;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
