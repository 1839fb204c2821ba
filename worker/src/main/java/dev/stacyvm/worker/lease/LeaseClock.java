package dev.stacyvm.worker.lease;

import dev.stacyvm.time.Time;

/** Reads the three clocks a lease is counted on. Safe from any thread. */
public record LeaseClock(Time time, Uptime uptime) {
    Reading read() {
        return new Reading(time.nanos(), time.now(), uptime.nanos());
    }
}
