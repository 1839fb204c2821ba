package dev.stacyvm.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/worker/{id}/heartbeat} (contract, section 3.4). Every member may be absent.
 *
 * @param hostname the worker's host name
 * @param status free text; blank means {@code online}
 * @param providers names of the sandbox providers on offer; null or empty counts as every provider at a StacyVM scheduler
 * @param capabilities free words, echoed
 * @param capacity an object with {@code max_sandboxes}, {@code rpc_url} and whatever else the worker tells
 */
public record Heartbeat(
        @Nullable String hostname,
        @Nullable String status,
        @Nullable List<String> providers,
        @Nullable List<String> capabilities,
        @Nullable JsonNode capacity) {}
