package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.ConfiguredHost;
import dev.stacyvm.app.Credential;
import dev.stacyvm.app.Forwarding;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.WorkerRole;
import dev.stacyvm.app.WorkerRoleSettings;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.ProviderSettings;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.worker.WorkerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class WorkerCommand implements Callable<Integer> {
    private static final Duration LEASE_TTL = Duration.ofSeconds(30);

    private final Argument<Converters.WorkerId> id = Argument.option(
            Converters.WorkerId::of, "--id", "ID", "Worker id (default: worker.id, then the host name).");
    private final Argument<BaseUrl> controlPlane = Argument.option(
            BaseUrl::parse, "--control-plane", "URL", "The control plane (default: worker.control_plane_url).");
    private final CredentialOptions credential = new CredentialOptions();
    private final Argument<Duration> heartbeatInterval = Argument.option(
            GoDuration::parse,
            "--heartbeat-interval",
            "DURATION",
            "Time between heartbeats, at least 100ms (default: worker.heartbeat_interval).");
    private final Argument<String> previewDomain = Argument.option(
            "--preview-domain",
            "DOMAIN",
            "Domain of sandbox previews (default: worker.preview_domain, then server.preview_domain).");
    private final Argument.Sure<List<Converters.LeaseId>> leases =
            Argument.options(Converters.LeaseId::of, "--lease", "RESOURCE", "Resource to hold a lease on; repeatable.");
    private final Argument<Duration> leaseTtl = Argument.option(
            GoDuration::parse, "--lease-ttl", "DURATION", "Lifetime of a lease, at least 1s (default 30s).");
    private final Argument<String> leaseExec = Argument.option(
            "--lease-exec",
            "CMD",
            "Command to run for each lease, only while that is held; killed before it could expire.");
    private final Argument.Sure<Boolean> noCertify =
            Argument.flag("--no-certify", "Do not certify this host; advertise what is configured.");
    private final AuthorityOption authority = new AuthorityOption();
    private final RpcOptions rpc = new RpcOptions();
    private final StateOption state = new StateOption();
    private final KafkaOptions kafka = new KafkaOptions();
    private final Argument<BaseUrl> issuer = Argument.option(
            BaseUrl::parse,
            "--issuer",
            "URL",
            "Have this host's certifications attested by this issuer, with --worker-token-file.");
    private final Argument.Sure<Boolean> once =
            Argument.flag("--once", "Send one heartbeat and end: 0 when it was accepted.");

    private final Terminal terminal;

    WorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "worker",
                "Run a worker: heartbeats and lease renewals with a token file that is read again for every request.",
                this,
                id,
                controlPlane,
                credential,
                heartbeatInterval,
                previewDomain,
                leases,
                leaseTtl,
                leaseExec,
                noCertify,
                authority,
                rpc,
                state,
                kafka,
                issuer,
                once);
    }

    @Override
    public Integer call() {
        Configuration configuration = ConfigurationOption.load(terminal);
        WorkerRoleSettings settings = settings(configuration);
        if (once.get()) {
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
        return issuer.given().map(url -> {
            if (chosen instanceof Credential.TokenFile tokens) {
                return new AttestAccess(url, authority.tls(terminal), tokens.file(), Optional.of(worker));
            }
            throw new UsageError("--issuer attests with the token of --worker-token-file; name that file");
        });
    }

    private WorkerRoleSettings settings(Configuration configuration) {
        List<String> resources =
                leases.get().stream().map(Converters.LeaseId::value).toList();
        if (leaseExec.given().isPresent() && resources.isEmpty()) {
            throw new UsageError("--lease-exec needs a lease to run under; add --lease RESOURCE");
        }
        if (leaseTtl.given().isPresent() && resources.isEmpty()) {
            throw new UsageError("--lease-ttl is about leases; add --lease RESOURCE");
        }
        if (once.get() && !resources.isEmpty()) {
            throw new UsageError("--once sends one heartbeat and keeps no lease; leave out one of --once and --lease");
        }
        if (resources.stream().distinct().count() < resources.size()) {
            throw new UsageError("a lease is named twice; name each resource once");
        }
        Credential chosen = credential.choose(terminal, configuration.auth().worker());
        WorkerProfile profile = profile(configuration);
        return new WorkerRoleSettings(
                profile,
                controlPlane.given().orElseGet(() -> configured(configuration)),
                chosen,
                interval(configuration),
                Limits.shutdown(
                        "worker.shutdown_timeout", configuration.worker().shutdownTimeout()),
                configuration.providers().enabled(),
                resources,
                leaseTtl.given().map(ttl -> Limits.leaseTtl("--lease-ttl", ttl)).orElse(LEASE_TTL),
                leaseExec.given(),
                noCertify.get()
                        ? Optional.empty()
                        : Optional.of(new WorkerRoleSettings.Certifying(
                                configuration.certify().interval(),
                                ConfiguredHost.environment(configuration, terminal.environment()))),
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
                    previewDomain.given().orElseGet(() -> configuration.worker().previewDomain()),
                    Optional.empty());
        } catch (IllegalArgumentException reserved) {
            throw new UsageError(String.valueOf(reserved.getMessage()));
        }
    }

    private String workerId(Configuration configuration) {
        String configured = configuration.worker().id();
        return id.given()
                .map(Converters.WorkerId::value)
                .orElseGet(() -> parsed("worker id", configured.isEmpty() ? HostName.ofThisHost() : configured));
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
        return heartbeatInterval
                .given()
                .map(named -> Limits.heartbeat("--heartbeat-interval", named))
                .orElseGet(() -> Limits.heartbeat(
                        "worker.heartbeat_interval", configuration.worker().heartbeatInterval()));
    }
}
