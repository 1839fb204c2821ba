package dev.stacyvm.controlplane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Rows and changes for tests. */
final class Rows {
    private static final Instant NOON = Instant.parse("2026-05-09T12:00:00Z");

    private Rows() {}

    static LeaseRow lease(String resource, long generation) {
        return new LeaseRow(
                resource, "worker-a", generation, Duration.ofSeconds(30), NOON.plusNanos(123_456_789), false);
    }

    static WorkerRow worker(String id) {
        return new WorkerRow(id, "host", "online", List.of("docker"), null, null, NOON, NOON.minusSeconds(60));
    }

    static Changes leases(LeaseRow... rows) {
        return new Changes(List.of(rows), List.of(), 0, List.of(), List.of());
    }
}
