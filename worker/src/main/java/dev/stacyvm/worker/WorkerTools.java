package dev.stacyvm.worker;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.TokenWatch;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.lease.LeaseClock;
import dev.stacyvm.worker.lease.LeaseTools;
import dev.stacyvm.worker.lease.Uptime;
import java.util.random.RandomGenerator;

/**
 * What a worker works with.
 *
 * @param watch tells when a token arrives, so that what waits for one goes on at once
 */
public record WorkerTools(
        ControlPlane plane, TokenWatch watch, Scheduler scheduler, Time time, Uptime uptime, RandomGenerator random) {
    /** The watch of a source that is never without a token. */
    public static TokenWatch nothingToWatch() {
        return listener -> () -> {};
    }

    LeaseTools forLeases() {
        return new LeaseTools(plane, scheduler, new LeaseClock(time, uptime), random);
    }
}
