package dev.stacyvm.worker;

import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenWatch;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Patience;
import dev.stacyvm.worker.lease.LeaseGuard;
import dev.stacyvm.worker.lease.LeasePlan;
import dev.stacyvm.worker.lease.LeaseStatus;
import dev.stacyvm.worker.lease.LeaseUnit;
import io.vertx.core.Future;
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
    private final Supplier<List<String>> providers;
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
        this.providers = providers;
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
    public Future<Answer<StatusReply>> once() {
        return heartbeats.once(WorkerStatus.ONLINE);
    }

    /**
     * Sends a last heartbeat that says {@code draining}; meanwhile ends the children, then gives the leases back.
     *
     * @return succeeds when all that is done, at the latest after the plan's shutdown timeout
     */
    public Future<Void> stop() {
        watching.stop();
        // What hangs must leave time for the last heartbeat and the releases.
        Duration patience = plan.shutdownTimeout().dividedBy(3);
        List<Future<Void>> given =
                leases.values().stream().map(lease -> lease.stop(patience)).toList();
        Future<Void> done =
                heartbeats.stop(patience).compose(answer -> Future.join(given)).<Void>mapEmpty();
        return new Patience(tools.scheduler(), plan.shutdownTimeout()).await(done);
    }

    /** Tells the control plane, from the next heartbeat on, where this worker's own listener is reached. */
    public void reachedAt(String rpcUrl) {
        heartbeats.reachedAt(rpcUrl);
    }

    /**
     * Takes no more work for the rest of its life: says {@code draining} at once and in every heartbeat, and seeks no
     * lease it does not hold. What it holds it keeps. May be called more than once.
     */
    public void drain() {
        heartbeats.drain();
        leases.values().forEach(LeaseUnit::drain);
    }

    /** What heartbeats say of it. Safe from any thread. */
    public WorkerStatus status() {
        return heartbeats.status();
    }

    /** How the last heartbeat ended. Safe from any thread. */
    public Link link() {
        return heartbeats.link();
    }

    /** How many heartbeats have ended, and how. Safe from any thread. */
    public Beats beats() {
        return heartbeats.beats();
    }

    /** What is offered to the control plane now. */
    public List<String> providers() {
        return providers.get();
    }

    /** How it stands with the lease on this resource; empty when it is not in the plan. Safe from any thread. */
    public Optional<LeaseStatus> lease(String resource) {
        return Optional.ofNullable(leases.get(resource)).map(LeaseUnit::status);
    }

    /** How it stands with each lease of the plan, in its order. Safe from any thread. */
    public List<LeaseStatus> leases() {
        return leases.values().stream().map(LeaseUnit::status).toList();
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
}
