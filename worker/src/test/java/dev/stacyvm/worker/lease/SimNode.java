package dev.stacyvm.worker.lease;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A machine of the simulation: clocks and timers of its own, made from the one true time, that run a little fast or slow. It
 * may be paused (its clocks go on, it does nothing), asleep (monotonic clock and timers stand still as well), have its wall
 * clock stepped, or die.
 */
final class SimNode implements Time, Scheduler {
    private final ManualTime truth;
    private final boolean tellsUptime;
    private final double rate;
    private Duration wallOffset = Duration.ZERO;
    private long asleepNanos;
    private long stuckUntilNanos;
    private boolean dead;

    /** @param rate how many of its seconds pass in a true one */
    SimNode(ManualTime truth, boolean tellsUptime, double rate) {
        this.truth = truth;
        this.tellsUptime = tellsUptime;
        this.rate = rate;
    }

    void pause(Duration length) {
        stuckUntilNanos = Math.max(stuckUntilNanos, truth.nanos() + length.toNanos());
    }

    /** The monotonic clock is set back at once by what will be slept; nothing runs before it has caught up. */
    void sleep(Duration length) {
        if (!isStuck()) {
            pause(length);
            asleepNanos += length.toNanos();
        }
    }

    void stepWall(Duration step) {
        wallOffset = wallOffset.plus(step);
    }

    void die() {
        dead = true;
    }

    boolean isStuck() {
        return dead || truth.nanos() < stuckUntilNanos;
    }

    @Override
    public Instant now() {
        return truth.now().plusNanos(scaled(truth.nanos()) - truth.nanos()).plus(wallOffset);
    }

    @Override
    public long nanos() {
        return scaled(truth.nanos() - asleepNanos);
    }

    OptionalLong uptime() {
        return tellsUptime ? OptionalLong.of(scaled(truth.nanos())) : OptionalLong.empty();
    }

    @Override
    public Scheduled after(Duration delay, Runnable task) {
        return truth.after(Duration.ofNanos((long) (delay.toNanos() / rate)), () -> run(task));
    }

    /** Runs the task now, or as soon as the machine runs again. */
    void run(Runnable task) {
        if (dead) {
            return;
        }
        if (isStuck()) {
            truth.after(Duration.ofNanos(stuckUntilNanos - truth.nanos()), () -> run(task));
        } else {
            task.run();
        }
    }

    private long scaled(long trueNanos) {
        return (long) (trueNanos * rate);
    }
}
