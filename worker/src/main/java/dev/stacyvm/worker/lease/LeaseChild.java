package dev.stacyvm.worker.lease;

import dev.stacyvm.time.Backoff;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Scheduler.Scheduled;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that runs only while a lease is held. When a quarter of the TTL is left it is asked to end, when an eighth
 * is left it is killed with all its descendants; when the lease is lost at once, so is the child. One that ends by
 * itself is started again with backoff. The child finds the resource and the generation it was started under in {@code
 * STACYVM_LEASE_RESOURCE} and {@code STACYVM_LEASE_GENERATION}. Started once, stopped once, on one event loop.
 */
public final class LeaseChild {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseChild.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration SLOWEST_LOOK = Duration.ofMillis(250);
    private static final Duration FASTEST_LOOK = Duration.ofMillis(20);
    private static final double SPREAD = 0.2;

    /** Where the child is. */
    private enum Phase {
        NONE,
        STARTING,
        RUNNING,
        ASKED_TO_END,
        KILLED,
        /** Ended by itself; not started again before its wait is over. */
        WAITING,
        STOPPED
    }

    private final LeasePlan plan;
    private final String command;
    private final LeaseGuard guard;
    private final Launcher launcher;
    private final Scheduler scheduler;
    private final Backoff backoff;
    private Phase phase = Phase.NONE;
    private Optional<Launcher.Running> running = Optional.empty();
    private Future<Void> ended = Future.succeededFuture();
    private Scheduled look = () -> {};

    LeaseChild(LeasePlan plan, LeaseGuard guard, Launcher launcher, Scheduler scheduler, RandomGenerator random) {
        this.plan = plan;
        this.command = plan.command().orElseThrow();
        this.guard = guard;
        this.launcher = launcher;
        this.scheduler = scheduler;
        this.backoff = new Backoff(Duration.ofSeconds(1), LONGEST_WAIT, SPREAD, random);
    }

    /** Begins to watch the lease. */
    void start() {
        look();
    }

    /** Kills the child; succeeds when nothing of it is left. */
    Future<Void> stop() {
        phase = Phase.STOPPED;
        look.cancel();
        running.ifPresent(child -> kill(child, "the worker stops"));
        return ended;
    }

    private void look() {
        act(guard.remaining());
        if (phase != Phase.STOPPED) {
            look = scheduler.after(pace(), this::look);
        }
    }

    private void act(Duration left) {
        Duration quarter = plan.ttl().dividedBy(4);
        if (phase == Phase.NONE && left.compareTo(quarter) > 0) {
            launch();
        } else if (isAlive() && left.compareTo(plan.ttl().dividedBy(8)) <= 0) {
            phase = Phase.KILLED;
            running.ifPresent(child -> kill(child, "the lease is ending"));
        } else if (phase == Phase.RUNNING && left.compareTo(quarter) <= 0) {
            phase = Phase.ASKED_TO_END;
            running.ifPresent(Launcher.Running::terminate);
        }
    }

    private void launch() {
        OptionalLong generation = guard.generation();
        if (generation.isEmpty()) {
            return;
        }
        phase = Phase.STARTING;
        Map<String, String> environment = Map.of(
                "STACYVM_LEASE_RESOURCE",
                plan.resource(),
                "STACYVM_LEASE_GENERATION",
                Long.toString(generation.getAsLong()));
        ended = launcher.launch(command, environment)
                .onSuccess(this::started)
                .compose(this::end)
                .recover(this::cannotStart);
    }

    private void started(Launcher.Running child) {
        running = Optional.of(child);
        if (phase == Phase.STOPPED) {
            kill(child, "the worker stops");
        } else {
            phase = Phase.RUNNING;
            LOG.info("lease command started lease={}", plan.resource());
            act(guard.remaining());
        }
    }

    private Future<Void> end(Launcher.Running child) {
        return child.exit().map(status -> {
            LOG.info("lease command ended lease={} status={}", plan.resource(), status);
            over();
            return null;
        });
    }

    private Future<Void> cannotStart(Throwable failure) {
        LOG.warn("the lease command cannot be started lease={} error={}", plan.resource(), failure.getMessage());
        over();
        return Future.succeededFuture();
    }

    private void over() {
        running = Optional.empty();
        if (phase == Phase.RUNNING || phase == Phase.STARTING) {
            phase = Phase.WAITING;
            scheduler.after(backoff.next(), () -> phase = phase == Phase.WAITING ? Phase.NONE : phase);
        } else if (phase != Phase.STOPPED) {
            backoff.reset();
            phase = Phase.NONE;
        }
    }

    private void kill(Launcher.Running child, String why) {
        LOG.info("killing the lease command lease={} because {}", plan.resource(), why);
        child.kill();
    }

    private boolean isAlive() {
        return phase == Phase.RUNNING || phase == Phase.ASKED_TO_END;
    }

    private Duration pace() {
        Duration fortieth = plan.ttl().dividedBy(40);
        Duration slowed = fortieth.compareTo(FASTEST_LOOK) < 0 ? FASTEST_LOOK : fortieth;
        return slowed.compareTo(SLOWEST_LOOK) > 0 ? SLOWEST_LOOK : slowed;
    }
}
