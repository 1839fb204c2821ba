package dev.stacyvm.worker;

import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Jitter;
import dev.stacyvm.time.Scheduler.Scheduled;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends a heartbeat at every interval, ± 10 %, one at a time. After a failure it waits from the interval on, doubling, at
 * most a minute, ± 20 %. Started once, stopped once, on one event loop.
 */
public final class HeartbeatLoop {
    private static final double SPREAD = 0.1;
    private static final double FAILURE_SPREAD = 0.2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final WorkerProfile profile;
    private final Duration interval;
    private final Supplier<List<String>> providers;
    private final WorkerTools tools;
    private final Consumer<Link> listener;
    private final Backoff backoff;

    /** Written by the event loop alone, read by health from any thread. */
    private volatile Link link = new Link.Unknown();

    private Future<Answer<WorkerView>> sent = Future.succeededFuture();
    private boolean sending;
    private boolean again;
    private boolean stopped;
    private Scheduled next = () -> {};

    /**
     * A loop that does nothing before {@link #start}.
     *
     * @param providers asked for every heartbeat
     * @param listener told when the link changes
     */
    public HeartbeatLoop(
            WorkerProfile profile,
            Duration interval,
            Supplier<List<String>> providers,
            WorkerTools tools,
            Consumer<Link> listener) {
        this.profile = profile;
        this.interval = interval;
        this.providers = providers;
        this.tools = tools;
        this.listener = listener;
        this.backoff = new Backoff(interval, LONGEST_WAIT, FAILURE_SPREAD, tools.random());
    }

    /** Sends the first heartbeat at once. */
    public void start() {
        send();
    }

    /** Sends one heartbeat at once and waits for its end. */
    public Future<Answer<WorkerView>> once(WorkerStatus status) {
        Heartbeat beat = profile.heartbeat(status, providers.get());
        return tools.plane().heartbeat(beat);
    }

    /**
     * Ends the loop with one last heartbeat that says {@code draining}; one that is under way is awaited first, so that
     * it cannot arrive later and say {@code online}.
     *
     * @return succeeds with its answer, without a limit of its own
     */
    public Future<Answer<WorkerView>> stop() {
        stopped = true;
        next.cancel();
        return sent.otherwiseEmpty().compose(before -> once(WorkerStatus.DRAINING));
    }

    /** Tries again at once if the last heartbeat failed for want of a good token. */
    public void tokenArrived() {
        boolean waiting = link instanceof Link.Down down
                && (down.kind() == Denial.NO_TOKEN || down.kind() == Denial.UNAUTHORIZED);
        if (sending) {
            again = true;
        } else if (waiting && !stopped) {
            send();
        }
    }

    /** How the last heartbeat ended. Safe from any thread. */
    public Link link() {
        return link;
    }

    private void send() {
        next.cancel();
        sending = true;
        again = false;
        long started = tools.time().nanos();
        sent = once(WorkerStatus.ONLINE);
        sent.onSuccess(answer -> ended(answer, started));
    }

    private void ended(Answer<WorkerView> answer, long started) {
        sending = false;
        if (stopped) {
            return;
        }
        become(linkAfter(answer));
        Duration wait = link instanceof Link.Up ? untilNext(started) : backoff.next();
        next = tools.scheduler().after(wait, this::send);
        if (again) {
            again = false;
            tokenArrived();
        }
    }

    private Duration untilNext(long started) {
        backoff.reset();
        Duration left = Jitter.around(interval, SPREAD, tools.random())
                .minus(tools.time().since(started));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void become(Link now) {
        boolean changed = !sameKind(link, now);
        link = now;
        if (changed) {
            listener.accept(now);
        }
    }

    private static Link linkAfter(Answer<WorkerView> answer) {
        return answer instanceof Answer.Denied<WorkerView> denied
                ? new Link.Down(denied.kind(), denied.why())
                : new Link.Up();
    }

    private static boolean sameKind(Link before, Link now) {
        if (before instanceof Link.Down was && now instanceof Link.Down is) {
            return was.kind() == is.kind();
        }
        return before.equals(now);
    }
}
