package dev.stacyvm.worker;

import dev.stacyvm.time.GoDuration;
import dev.stacyvm.worker.lease.LeasePlan;
import java.time.Duration;
import java.util.List;

/**
 * What a worker does.
 *
 * @param heartbeatInterval at least 100 ms
 * @param shutdownTimeout above zero: within it the last heartbeat is sent and leases are given back
 * @param leases each resource once
 */
public record WorkerPlan(
        WorkerProfile profile, Duration heartbeatInterval, Duration shutdownTimeout, List<LeasePlan> leases) {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final int MOST_LEASES = 256;

    public WorkerPlan {
        leases = List.copyOf(leases);
        if (heartbeatInterval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("a heartbeat interval of " + GoDuration.format(heartbeatInterval)
                    + " is too short; choose at least 100ms");
        }
        if (shutdownTimeout.isNegative() || shutdownTimeout.isZero()) {
            throw new IllegalArgumentException("the shutdown timeout must be above zero; choose one like 10s");
        }
        if (leases.size() > MOST_LEASES) {
            throw new IllegalArgumentException("a worker keeps at most " + MOST_LEASES + " leases");
        }
        if (leases.stream().map(LeasePlan::resource).distinct().count() < leases.size()) {
            throw new IllegalArgumentException("a lease is named twice; name each resource once");
        }
    }
}
