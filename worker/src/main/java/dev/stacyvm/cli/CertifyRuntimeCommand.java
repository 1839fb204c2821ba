package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Publishing;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.SmokePlan;
import dev.stacyvm.check.Target;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "runtime",
        description =
                "Check what the sandbox runtimes of this host need, publish the result, and report it. Ends with 1"
                        + " when a required check failed; warnings do not fail it.")
final class CertifyRuntimeCommand implements Callable<Integer> {
    /** For all that is not a sandbox of ours: a smoke of StacyVM waits for seven answers and a boot. */
    private static final Duration AROUND = Duration.ofMinutes(6);

    private static final Duration SANDBOXES = Duration.ofMinutes(1);

    @Parameters(
            arity = "0..1",
            paramLabel = "RUNTIME",
            defaultValue = "all",
            description = "all, docker, gvisor, kata, firecracker or proot (default ${DEFAULT-VALUE}).")
    private Target target;

    @Mixin
    private ReportOptions report;

    @Mixin
    private StateOption state;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private PublishOptions publish;

    @Mixin
    private AttestOptions attest;

    @Mixin
    private SmokeOptions smoke;

    @Option(
            names = "--engine-host",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The Docker engine's own host name, where the engine of another host is certified from here.")
    private String engineHost;

    @Option(
            names = "--live",
            description = "Start real sandboxes, offline, prove their isolation and limits, and take them away again.")
    private boolean live;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long one check may take (default 5s), and the sandboxes of one runtime with --live"
                    + " (default 1m).")
    private @Nullable Duration timeout;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            defaultValue = "fail",
            description = "End with 1 on a failed check (fail) or on a warning too (warn) (default ${DEFAULT-VALUE}).")
    private FailOn failOn;

    private final Terminal terminal;

    CertifyRuntimeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Limits.between("--timeout", sandboxes(), Duration.ofSeconds(5), Duration.ofMinutes(10));
        report.check(terminal);
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Optional<AttestAccess> issuer = attest.access(terminal);
        Optional<Publishing> publishing =
                state.orWarn(terminal).map(folder -> new Publishing(folder, cluster, issuer, publish.timeout()));
        Optional<SmokePlan> tried = smoke.plan(terminal, target);
        CertificationSettings settings = CertificationSettings.of(
                        terminal.environment(), ConfigurationOption.load(terminal))
                .withEngineHost(engineHost);
        CertifyRole.Outcome outcome = watched(publishing, settings, tried);
        PublishNote.tell(terminal, publishing, outcome);
        int exit = report.tell(terminal, outcome.report());
        AttestedFile.write(terminal, report, issuer, outcome);
        return failOn == FailOn.WARN && hasWarning(outcome.report()) ? 1 : exit;
    }

    private CertifyRole.Outcome watched(
            Optional<Publishing> publishing, CertificationSettings settings, Optional<SmokePlan> tried) {
        List<String> runtimes = target.runtimes().stream().map(Target::word).toList();
        try (Progress progress = Progress.of(terminal, "certifying", runtimes)) {
            return OneShot.call(
                    vertx -> certify(
                            new CertifyRole(vertx, terminal.environment(), publishing)
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
        CertifyRole bound = timeout == null ? role : role.within(timeout);
        return live ? bound.liveRuntime(target, settings, sandboxes()) : bound.runtime(target, settings);
    }

    private Duration sandboxes() {
        return timeout == null ? SANDBOXES : timeout;
    }
}
