package dev.stacyvm.app;

import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.worker.WorkerProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code stacyvm worker} was asked for.
 *
 * @param providers what the operator has enabled: offered where it is certified, or as it is where nothing is
 * @param leases resources to hold a lease on
 * @param leaseExec a command run for each lease while that is held
 * @param certifying how this host is certified; empty, not at all
 * @param state where certification results are published; empty, the default place
 * @param issuer has those results attested
 * @param tls by what the control plane is known
 * @param rpc empty: the worker cannot be called
 */
public record WorkerRoleSettings(
        WorkerProfile profile,
        BaseUrl controlPlane,
        Credential credential,
        Duration heartbeatInterval,
        Duration shutdownTimeout,
        List<String> providers,
        List<String> leases,
        Duration leaseTtl,
        Optional<String> leaseExec,
        Optional<Certifying> certifying,
        Optional<Path> state,
        Optional<AttestAccess> issuer,
        ClientTls tls,
        Optional<RpcRoleSettings> rpc) {
    /**
     * How a worker certifies its host.
     *
     * @param every how often, besides at start and when the host has drifted
     * @param environment that of the process, with what is configured: see {@link ConfiguredHost}
     */
    public record Certifying(Duration every, Map<String, String> environment) {}

    String id() {
        return profile.workerId();
    }
}
