package dev.stacyvm.worker.lease;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;

/** One lease of a worker: its keeper and, where the plan names a command, its child. Started once, stopped once. */
public final class LeaseUnit {
    private static final int CHILD_THREADS = 2;

    private final LeasePlan plan;
    private final LeaseKeeper keeper;
    private final Optional<LeaseChild> child;
    private final Optional<WorkerExecutor> executor;

    public LeaseUnit(Vertx vertx, LeasePlan plan, LeaseTools tools, LeaseListener listener) {
        this.plan = plan;
        this.keeper = new LeaseKeeper(plan, tools, listener);
        this.executor = plan.command()
                .map(command -> vertx.createSharedWorkerExecutor("stacyvm-lease-" + plan.resource(), CHILD_THREADS));
        this.child = executor.map(threads -> new ShellLauncher(vertx, threads, tools.random()))
                .map(launcher -> new LeaseChild(plan, keeper, launcher, tools.scheduler(), tools.random()));
    }

    public void start() {
        keeper.start();
        child.ifPresent(LeaseChild::start);
    }

    /** Seeks the lease no more; while it is held it is kept. */
    public void drain() {
        keeper.drain();
    }

    /** How it stands with the lease. Safe from any thread. */
    public LeaseStatus status() {
        return new LeaseStatus(plan.resource(), plan.ttl(), keeper.generation(), keeper.remaining());
    }

    /**
     * Kills the child, then gives the lease back; succeeds when both are done, without a limit of its own.
     *
     * @param patience how long at most a request that is under way is awaited
     */
    public Future<Void> stop(Duration patience) {
        return child.map(LeaseChild::stop)
                .orElse(Future.succeededFuture())
                .eventually(() -> keeper.stop(patience))
                .eventually(() -> executor.map(WorkerExecutor::close).orElse(Future.succeededFuture()));
    }

    /** What to ask before an act that only the holder may do. */
    public LeaseGuard guard() {
        return keeper;
    }

    /** Tells that a token that may be good can be read. */
    public void tokenArrived() {
        keeper.tokenArrived();
    }
}
