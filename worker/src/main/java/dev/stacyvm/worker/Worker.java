package dev.stacyvm.worker;

import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenWatch;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.lease.LeaseGuard;
import dev.stacyvm.worker.lease.LeasePlan;
import dev.stacyvm.worker.lease.LeaseUnit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One worker. Its life is new, started, stopped; each step once, on one event loop. What waits for a good
 * token goes on at once when one appears.
 */
public final class Worker {
    private final WorkerPlan plan;
    private final WorkerTools tools;
    private final HeartbeatLoop heartbeats;
    private final Map<String, LeaseUnit> leases = new LinkedHashMap<>();
    private TokenWatch.Watching watching = () -> {};

    /**
     * A worker that does nothing before {@link #start}.
     *
     * @param providers the names of the providers that may be offered now; asked for every heartbeat, must not block
     */
    public Worker(
            Vertx vertx,
            WorkerPlan plan,
            Supplier<List<String>> providers,
            WorkerTools tools,
            WorkerListener listener) {
        this.plan = plan;
        this.tools = tools;
        this.heartbeats = new HeartbeatLoop(plan.profile(), plan.heartbeatInterval(), providers, tools, listener::link);
        for (LeasePlan lease : plan.leases()) {
            leases.put(lease.resource(), new LeaseUnit(vertx, lease, tools.forLeases(), listener));
        }
    }

    /** Begins heartbeats and seeks its leases. Succeeds at once: what fails is retried and told to the listener. */
    public Future<Void> start() {
        watching = tools.watch().onChange(this::tokenChanged);
        heartbeats.start();
        leases.values().forEach(LeaseUnit::start);
        return Future.succeededFuture();
    }

    /** One heartbeat instead of a life; nothing else is started. */
    public Future<Answer<WorkerView>> once() {
        return heartbeats.once(WorkerStatus.ONLINE);
    }

    /**
     * Sends a last heartbeat that says {@code draining}; meanwhile ends the children, then gives the leases back.
     *
     * @return succeeds when all that is done, at the latest after the plan's shutdown timeout
     */
    public Future<Void> stop() {
        watching.stop();
        List<Future<Void>> given = leases.values().stream().map(LeaseUnit::stop).toList();
        Future<Void> done =
                heartbeats.stop().compose(answer -> Future.join(given)).<Void>mapEmpty();
        return within(plan.shutdownTimeout(), done.otherwiseEmpty());
    }

    /** How the last heartbeat ended. Safe from any thread. */
    public Link link() {
        return heartbeats.link();
    }

    /** What to ask before an act under a lease; empty for a resource that is not in the plan. */
    public Optional<LeaseGuard> guard(String resource) {
        return Optional.ofNullable(leases.get(resource)).map(LeaseUnit::guard);
    }

    private void tokenChanged(TokenReading reading) {
        if (reading.sendable().isPresent()) {
            heartbeats.tokenArrived();
            leases.values().forEach(LeaseUnit::tokenArrived);
        }
    }

    private Future<Void> within(Duration limit, Future<Void> work) {
        Promise<Void> ended = Promise.promise();
        var timer = tools.scheduler().after(limit, ended::tryComplete);
        work.onComplete(done -> {
            timer.cancel();
            ended.tryComplete();
        });
        return ended.future();
    }
}
