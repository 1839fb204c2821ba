package dev.stacyvm.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the registry shows it (contract, section 3.3). Times are RFC 3339 in UTC to the second.
 *
 * @param stale whether the last heartbeat is more than two minutes old
 */
public record WorkerView(
        String id,
        String hostname,
        String status,
        @Nullable List<String> providers,
        @Nullable List<String> capabilities,
        @Nullable JsonNode capacity,
        String lastHeartbeat,
        String createdAt,
        String updatedAt,
        boolean stale) {}
