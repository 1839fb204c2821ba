package dev.stacyvm.worker.lease;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.worker.client.ControlPlane;
import java.util.random.RandomGenerator;

/** What a keeper works with. */
public record LeaseTools(ControlPlane plane, Scheduler scheduler, LeaseClock clock, RandomGenerator random) {}
