package dev.stacyvm.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/worker/{id}/heartbeat} (contract, section 3.4). Every member may be absent.
 *
 * @param hostname the worker's host name
 * @param status free text; blank means {@code online}
 * @param providers names of the sandbox providers on offer; null or empty counts as every provider at a StacyVM scheduler
 * @param capabilities free words, echoed
 * @param capacity a map with {@code max_sandboxes}, {@code rpc_url} and whatever else the worker tells; as read, any JSON
 */
public record Heartbeat(
        @Nullable String hostname,
        @Nullable String status,
        @Nullable List<String> providers,
        @Nullable List<String> capabilities,
        @Nullable Object capacity) {
    /** As a worker sends it; what is null is left out. */
    public PrintedObject printed() {
        PrintedObject printed =
                new PrintedObject().withGiven("hostname", hostname).withGiven("status", status);
        if (providers != null) {
            printed.with("providers", providers);
        }
        if (capabilities != null) {
            printed.with("capabilities", capabilities);
        }
        if (capacity instanceof Map<?, ?> told) {
            printed.with("capacity", told);
        }
        return printed;
    }
}
