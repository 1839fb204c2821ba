package dev.stacyvm.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.WireTime;
import dev.stacyvm.wire.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the store keeps it. What the heartbeat left out is null and is shown as null.
 *
 * @param capacity an object with its keys sorted
 */
public record WorkerRow(
        String id,
        String hostname,
        String status,
        @Nullable List<String> providers,
        @Nullable List<String> capabilities,
        @Nullable JsonNode capacity,
        Instant lastHeartbeat,
        Instant createdAt) {
    /** A worker not heard of for longer than this is stale. */
    public static final Duration STALE_AFTER = Duration.ofMinutes(2);

    boolean isStale(Instant now) {
        return Duration.between(lastHeartbeat, now).compareTo(STALE_AFTER) > 0;
    }

    WorkerView view(Instant now) {
        String heard = WireTime.seconds(lastHeartbeat);
        return new WorkerView(
                id,
                hostname,
                status,
                providers,
                capabilities,
                capacity,
                heard,
                WireTime.seconds(createdAt),
                heard,
                isStale(now));
    }
}
