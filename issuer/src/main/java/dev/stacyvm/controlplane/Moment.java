package dev.stacyvm.controlplane;

import dev.stacyvm.time.Time;
import java.time.Instant;

/**
 * One instant on both clocks.
 *
 * @param wall what others are told
 * @param nanos the monotonic clock, by which leases expire
 */
record Moment(Instant wall, long nanos) {
    static Moment of(Time time) {
        return new Moment(time.now(), time.nanos());
    }
}
