package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.Credential;
import dev.stacyvm.app.Forwarding;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.WorkerRole;
import dev.stacyvm.app.WorkerRoleSettings;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.ProviderSettings;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.worker.WorkerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "worker",
        description =
                "Run a worker: heartbeats and lease renewals with a token file that is read again for every request.")
final class WorkerCommand implements Callable<Integer> {
    private static final Duration LEASE_TTL = Duration.ofSeconds(30);

    @Option(names = "--id", paramLabel = "ID", description = "Worker id (default: worker.id, then the host name).")
    private Converters.@Nullable WorkerId id;

    @Option(
            names = "--control-plane",
            paramLabel = "URL",
            description = "The control plane (default: worker.control_plane_url).")
    private @Nullable BaseUrl controlPlane;

    @ArgGroup(exclusive = false, heading = "%nCredential, the first that is given:%n")
    private CredentialOptions credential = new CredentialOptions();

    @Option(
            names = "--heartbeat-interval",
            paramLabel = "DURATION",
            description = "Time between heartbeats, at least 100ms (default: worker.heartbeat_interval).")
    private @Nullable Duration heartbeatInterval;

    @Option(
            names = "--preview-domain",
            paramLabel = "DOMAIN",
            description = "Domain of sandbox previews (default: worker.preview_domain, then server.preview_domain).")
    private @Nullable String previewDomain;

    @Option(names = "--lease", paramLabel = "RESOURCE", description = "Resource to hold a lease on; repeatable.")
    private List<Converters.LeaseId> leases = List.of();

    @Option(
            names = "--lease-ttl",
            paramLabel = "DURATION",
            description = "Lifetime of a lease, at least 1s (default 30s).")
    private @Nullable Duration leaseTtl;

    @Option(
            names = "--lease-exec",
            paramLabel = "CMD",
            description = "Command to run for each lease, only while that is held; killed before it could expire.")
    private @Nullable String leaseExec;

    @Option(names = "--no-certify", description = "Do not certify this host; advertise what is configured.")
    private boolean noCertify;

    @Mixin
    private AuthorityOption authority;

    @Mixin
    private RpcOptions rpc;

    @Mixin
    private StateOption state;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "Have this host's certifications attested by this issuer, with --worker-token-file.")
    private @Nullable BaseUrl issuer;

    @Option(names = "--once", description = "Send one heartbeat and end: 0 when it was accepted.")
    private boolean once;

    private final Terminal terminal;

    WorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Configuration configuration = ConfigurationOption.load(terminal);
        WorkerRoleSettings settings = settings(configuration);
        if (once) {
            return OneShot.run(vertx -> WorkerRole.once(vertx, settings));
        }
        Optional<KafkaAccess> cluster =
                kafka.access(terminal, configuration.events().kafkaBootstrap());
        Optional<Forwarding.Plan> forwarding =
                cluster.map(kafka -> new Forwarding.Plan(state.require(terminal), kafka, settings.issuer()));
        // The worker keeps to its own limit; what stands around it takes a moment more.
        return Foreground.run(
                settings.shutdownTimeout().plus(Foreground.STOP_LIMIT),
                vertx -> Forwarding.beside(vertx, forwarding, () -> WorkerRole.start(vertx, settings)));
    }

    private Optional<AttestAccess> issuer(Credential chosen, String worker) {
        if (issuer == null) {
            return Optional.empty();
        }
        if (chosen instanceof Credential.TokenFile tokens) {
            return Optional.of(new AttestAccess(issuer, authority.tls(terminal), tokens.file(), Optional.of(worker)));
        }
        throw new UsageError("--issuer attests with the token of --worker-token-file; name that file");
    }

    private WorkerRoleSettings settings(Configuration configuration) {
        if (leaseExec != null && leases.isEmpty()) {
            throw new UsageError("--lease-exec needs a lease to run under; add --lease RESOURCE");
        }
        if (leaseTtl != null && leases.isEmpty()) {
            throw new UsageError("--lease-ttl is about leases; add --lease RESOURCE");
        }
        if (once && !leases.isEmpty()) {
            throw new UsageError("--once sends one heartbeat and keeps no lease; leave out one of --once and --lease");
        }
        List<String> resources = leases.stream().map(Converters.LeaseId::value).toList();
        if (resources.stream().distinct().count() < resources.size()) {
            throw new UsageError("a lease is named twice; name each resource once");
        }
        Credential chosen = credential.choose(terminal, configuration.auth().worker());
        WorkerProfile profile = profile(configuration);
        return new WorkerRoleSettings(
                profile,
                controlPlane != null ? controlPlane : configured(configuration),
                chosen,
                interval(configuration),
                Limits.shutdown(
                        "worker.shutdown_timeout", configuration.worker().shutdownTimeout()),
                configuration.providers().enabled(),
                resources,
                leaseTtl == null ? LEASE_TTL : Limits.leaseTtl("--lease-ttl", leaseTtl),
                Optional.ofNullable(leaseExec),
                noCertify
                        ? Optional.empty()
                        : Optional.of(configuration.certify().interval()),
                state.given(terminal),
                issuer(chosen, profile.workerId()),
                authority.tls(terminal),
                rpc.choose(terminal, configuration, chosen));
    }

    private WorkerProfile profile(Configuration configuration) {
        ProviderSettings.Limits limits = configuration.providers().limits();
        try {
            return new WorkerProfile(
                    workerId(configuration),
                    HostName.ofThisHost(),
                    limits.maxSandboxes(),
                    limits.maxSandboxesPerOwner(),
                    previewDomain != null
                            ? previewDomain
                            : configuration.worker().previewDomain(),
                    Optional.empty());
        } catch (IllegalArgumentException reserved) {
            throw new UsageError(String.valueOf(reserved.getMessage()));
        }
    }

    private String workerId(Configuration configuration) {
        if (id != null) {
            return id.value();
        }
        String configured = configuration.worker().id();
        return parsed("worker id", configured.isEmpty() ? HostName.ofThisHost() : configured);
    }

    private static String parsed(String what, String value) {
        try {
            return Ids.require(what, value);
        } catch (IllegalArgumentException invalid) {
            throw new UsageError(invalid.getMessage() + "; name one with --id");
        }
    }

    private static BaseUrl configured(Configuration configuration) {
        try {
            return BaseUrl.parse(configuration.worker().controlPlaneUrl());
        } catch (IllegalArgumentException invalid) {
            throw new UsageError("worker.control_plane_url: " + invalid.getMessage());
        }
    }

    private Duration interval(Configuration configuration) {
        return heartbeatInterval == null
                ? Limits.heartbeat(
                        "worker.heartbeat_interval", configuration.worker().heartbeatInterval())
                : Limits.heartbeat("--heartbeat-interval", heartbeatInterval);
    }
}
