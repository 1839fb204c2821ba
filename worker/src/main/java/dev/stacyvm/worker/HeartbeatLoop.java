package dev.stacyvm.worker;

import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Jitter;
import dev.stacyvm.time.Scheduler.Scheduled;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.client.Patience;
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

    private final Duration interval;
    private final Supplier<List<String>> providers;
    private final WorkerTools tools;
    private final Consumer<Link> listener;
    private final Backoff backoff;

    /** Written by the event loop alone, read by health from any thread. */
    private volatile Link link = new Link.Unknown();

    /** Written by the event loop alone. */
    private volatile Beats beats = Beats.NONE;

    /** Written by the event loop alone. */
    private volatile WorkerStatus status = WorkerStatus.ONLINE;

    private WorkerProfile profile;
    private Future<Answer<StatusReply>> sent = Future.succeededFuture();
    private WorkerStatus said = WorkerStatus.ONLINE;
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

    /** Tells from the next heartbeat on where the worker's own listener is reached. */
    void reachedAt(String rpcUrl) {
        profile = profile.reachedAt(rpcUrl);
    }

    /** Sends the first heartbeat at once. */
    public void start() {
        send();
    }

    /** Sends one heartbeat at once and waits for its end. */
    public Future<Answer<StatusReply>> once(WorkerStatus status) {
        Heartbeat beat = profile.heartbeat(status, providers.get());
        return tools.plane().heartbeat(beat);
    }

    /** Says {@code draining} from now on, for the first time at once. */
    void drain() {
        if (status == WorkerStatus.DRAINING || stopped) {
            return;
        }
        status = WorkerStatus.DRAINING;
        if (sending) {
            again = true;
        } else {
            send();
        }
    }

    /**
     * Ends the loop with one last heartbeat that says {@code draining}; one that is under way is awaited first, so that
     * it cannot arrive later and say {@code online}.
     *
     * @param patience how long at most that one is awaited
     * @return succeeds with the last one's answer, without a limit of its own
     */
    public Future<Answer<StatusReply>> stop(Duration patience) {
        stopped = true;
        status = WorkerStatus.DRAINING;
        next.cancel();
        return new Patience(tools.scheduler(), patience).await(sent).compose(before -> once(WorkerStatus.DRAINING));
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

    /** How many heartbeats have ended, and how. Safe from any thread. */
    public Beats beats() {
        return beats;
    }

    /** What the next heartbeat will say. Safe from any thread. */
    public WorkerStatus status() {
        return status;
    }

    private void send() {
        next.cancel();
        sending = true;
        again = false;
        said = status;
        long started = tools.time().nanos();
        sent = once(status);
        sent.onSuccess(answer -> ended(answer, started));
    }

    private void ended(Answer<StatusReply> answer, long started) {
        sending = false;
        beats = beats.and(answer);
        if (stopped) {
            return;
        }
        become(linkAfter(answer));
        Duration wait = link instanceof Link.Up ? untilNext(started) : backoff.next();
        next = tools.scheduler().after(wait, this::send);
        if (again) {
            again = false;
            sendIfOverdue();
        }
    }

    /** What was missed while a heartbeat was under way: a token for one that was refused, or that the worker drains. */
    private void sendIfOverdue() {
        if (status == WorkerStatus.DRAINING && said == WorkerStatus.ONLINE) {
            send();
        } else {
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

    private static Link linkAfter(Answer<StatusReply> answer) {
        return answer instanceof Answer.Denied<StatusReply> denied
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
