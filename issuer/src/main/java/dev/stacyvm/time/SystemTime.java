package dev.stacyvm.time;

import java.time.Instant;

/** The clocks of this machine: the only place that asks the JVM for the time. */
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long epochSecond() {
        return Math.floorDiv(System.currentTimeMillis(), 1_000);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
