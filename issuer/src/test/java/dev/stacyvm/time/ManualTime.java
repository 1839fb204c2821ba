package dev.stacyvm.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Both clocks and the scheduler in one, moving only when told. Single-threaded: everything runs in the caller of {@link #advance}. */
public final class ManualTime implements Time, Scheduler {
    private record Task(long dueNanos, long order, Runnable body) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
    private Instant wall;
    private long nanos = 1;
    private long scheduled;

    /** Starts at the instant of the contract's golden vectors. */
    public ManualTime() {
        this(Instant.parse("2026-05-09T10:00:00Z"));
    }

    public ManualTime(Instant wall) {
        this.wall = wall;
    }

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Scheduled after(Duration delay, Runnable body) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, body);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Moves both clocks forward, running what falls due at its own instant. */
    public void advance(Duration step) {
        long end = nanos + step.toNanos();
        while (!tasks.isEmpty() && tasks.peek().dueNanos() <= end) {
            Task next = tasks.poll();
            moveTo(next.dueNanos());
            next.body().run();
        }
        moveTo(end);
    }

    /** Steps the wall clock alone, as an operator or NTP does. */
    public void stepWall(Duration step) {
        wall = wall.plus(step);
    }

    /** Whether anything is scheduled. */
    public boolean idle() {
        return tasks.isEmpty();
    }

    private void moveTo(long target) {
        wall = wall.plusNanos(target - nanos);
        nanos = target;
    }
}
