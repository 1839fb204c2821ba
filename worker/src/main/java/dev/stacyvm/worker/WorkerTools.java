package dev.stacyvm.worker;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.lease.LeaseClock;
import dev.stacyvm.worker.lease.LeaseTools;
import dev.stacyvm.worker.lease.Uptime;
import java.util.random.RandomGenerator;

/** What a worker works with. */
public record WorkerTools(ControlPlane plane, Scheduler scheduler, Time time, Uptime uptime, RandomGenerator random) {
    LeaseTools forLeases() {
        return new LeaseTools(plane, scheduler, new LeaseClock(time, uptime), random);
    }
}
