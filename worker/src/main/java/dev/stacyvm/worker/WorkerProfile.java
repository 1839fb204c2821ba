package dev.stacyvm.worker;

import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker tells of itself with every heartbeat.
 *
 * @param workerId a valid id, not one reserved for the control plane
 * @param hostname the machine's name; the worker id where it is blank
 * @param maxSandboxes 0 for no limit
 * @param maxSandboxesPerOwner 0 for no limit
 * @param rpcUrl where the control plane reaches the worker; empty when it serves no RPC
 */
public record WorkerProfile(
        String workerId,
        String hostname,
        int maxSandboxes,
        int maxSandboxesPerOwner,
        String previewDomain,
        Optional<String> rpcUrl) {
    private static final List<String> CAPABILITIES = List.of("remote_worker", "heartbeat");

    /**
     * A StacyVM scheduler reads an empty list as every provider. This word is the name of none, so that a host that may
     * run nothing is given nothing.
     */
    private static final List<String> NO_PROVIDER = List.of("none");

    public WorkerProfile {
        Ids.require("worker id", workerId);
        if (Ids.isReserved(workerId)) {
            throw new IllegalArgumentException(
                    "the worker id \"" + workerId + "\" is reserved for the control plane; choose another with --id");
        }
        hostname = hostname.isBlank() ? workerId : hostname;
    }

    /** The same worker with a listener at this address. */
    WorkerProfile reachedAt(String url) {
        return new WorkerProfile(
                workerId, hostname, maxSandboxes, maxSandboxesPerOwner, previewDomain, Optional.of(url));
    }

    Heartbeat heartbeat(WorkerStatus status, List<String> providers) {
        Map<String, Object> capacity = new LinkedHashMap<>();
        capacity.put("max_sandboxes", maxSandboxes);
        capacity.put("max_sandboxes_per_owner", maxSandboxesPerOwner);
        capacity.put("preview_domain", previewDomain);
        rpcUrl.ifPresent(url -> capacity.put("rpc_url", url));
        List<String> offered = providers.isEmpty() ? NO_PROVIDER : List.copyOf(providers);
        return new Heartbeat(hostname, status.word(), offered, CAPABILITIES, capacity);
    }
}
