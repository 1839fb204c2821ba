package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.ConfiguredHost;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Publishing;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.SmokePlan;
import dev.stacyvm.check.Target;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.GoDuration;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class CertifyRuntimeCommand implements Callable<Integer> {
    /** For all that is not a sandbox of ours: a smoke of StacyVM waits for seven answers and a boot. */
    private static final Duration AROUND = Duration.ofMinutes(6);

    private static final Duration SANDBOXES = Duration.ofMinutes(1);

    private final Argument.Sure<Target> target = Argument.optionalWord(
                    CertifyConverters::target,
                    "RUNTIME",
                    "all, docker, gvisor, kata, firecracker or proot (default ${DEFAULT-VALUE}).")
            .among(CertifyConverters.TARGETS)
            .orElse("all");
    private final ReportOptions report = new ReportOptions();
    private final StateOption state = new StateOption();
    private final KafkaOptions kafka = new KafkaOptions();
    private final PublishOptions publish = new PublishOptions();
    private final AttestOptions attest = new AttestOptions();
    private final SmokeOptions smoke = new SmokeOptions();
    private final Argument.Sure<String> engineHost = Argument.option(
                    "--engine-host",
                    "NAME",
                    "The Docker engine's own host name, where the engine of another host is certified from here.")
            .orElse("");
    private final Argument.Sure<Boolean> live = Argument.flag(
            "--live", "Start real sandboxes, offline, prove their isolation and limits, and take them away again.");
    private final Argument<Duration> timeout = Argument.option(
            GoDuration::parse,
            "--timeout",
            "DURATION",
            "How long one check may take (default 5s), and the sandboxes of one runtime with --live"
                    + " (default 1m).");
    private final Argument.Sure<FailOn> failOn = Argument.option(
                    FailOn.class,
                    "--fail-on",
                    "WHAT",
                    "End with 1 on a failed check (fail) or on a warning too (warn) (default ${DEFAULT-VALUE}).")
            .orElse("fail");

    private final Terminal terminal;

    CertifyRuntimeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "runtime",
                "Check what the sandbox runtimes of this host need, publish the result, and report it. Ends with 1"
                        + " when a required check failed; warnings do not fail it.",
                this,
                target,
                report,
                state,
                kafka,
                publish,
                attest,
                smoke,
                engineHost,
                live,
                timeout,
                failOn);
    }

    @Override
    public Integer call() {
        Limits.between("--timeout", sandboxes(), Duration.ofSeconds(5), Duration.ofMinutes(10));
        report.check(terminal);
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Optional<AttestAccess> issuer = attest.access(terminal);
        Optional<Publishing> publishing =
                state.orWarn(terminal).map(folder -> new Publishing(folder, cluster, issuer, publish.timeout()));
        Optional<SmokePlan> tried = smoke.plan(terminal, target.get());
        Configuration configuration = ConfigurationOption.load(terminal);
        Map<String, String> host = ConfiguredHost.environment(configuration, terminal.environment());
        CertificationSettings settings =
                CertificationSettings.of(terminal.environment(), configuration).withEngineHost(engineHost.get());
        CertifyRole.Outcome outcome = watched(host, publishing, settings, tried);
        PublishNote.tell(terminal, publishing, outcome);
        int exit = report.tell(terminal, outcome.report());
        AttestedFile.write(terminal, report, issuer, outcome);
        return failOn.get() == FailOn.WARN && hasWarning(outcome.report()) ? 1 : exit;
    }

    private CertifyRole.Outcome watched(
            Map<String, String> host,
            Optional<Publishing> publishing,
            CertificationSettings settings,
            Optional<SmokePlan> tried) {
        List<String> runtimes =
                target.get().runtimes().stream().map(Target::word).toList();
        try (Progress progress = Progress.of(terminal, "certifying", runtimes)) {
            return OneShot.call(
                    vertx -> certify(
                            new CertifyRole(vertx, host, publishing)
                                    .trying(tried)
                                    .telling(ended -> progress.done(ended.word())),
                            settings),
                    sandboxes().plus(AROUND));
        }
    }

    /** What ends the command with 1. */
    enum FailOn {
        FAIL,
        WARN
    }

    private static boolean hasWarning(Report report) {
        return report.checks().stream().anyMatch(row -> row.status() == Status.WARN);
    }

    private Future<CertifyRole.Outcome> certify(CertifyRole role, CertificationSettings settings) {
        CertifyRole bound = timeout.given().map(role::within).orElse(role);
        return live.get()
                ? bound.liveRuntime(target.get(), settings, sandboxes())
                : bound.runtime(target.get(), settings);
    }

    private Duration sandboxes() {
        return timeout.given().orElse(SANDBOXES);
    }
}
