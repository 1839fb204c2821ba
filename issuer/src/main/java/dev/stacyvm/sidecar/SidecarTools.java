package dev.stacyvm.sidecar;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import java.util.random.RandomGenerator;

/** What a sidecar works with. */
public record SidecarTools(Scheduler scheduler, Time time, RandomGenerator random) {}
