package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Publishing;
import dev.stacyvm.check.IdentitySettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "worker-identity",
        description =
                "Check that this program issues, verifies and refuses worker tokens as it must. Keys come from the"
                        + " files that STACYVM_WORKER_SIGNING_KEY_FILE and STACYVM_OLD_WORKER_SIGNING_KEY_FILE name, else are"
                        + " made for the run.")
final class CertifyIdentityCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKER-ID",
            defaultValue = "worker-a",
            description = "The worker to certify for (default ${DEFAULT-VALUE}).")
    private Converters.WorkerId workerId;

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

    private final Terminal terminal;

    CertifyIdentityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        IdentitySettings settings = settings();
        report.check(terminal);
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Optional<AttestAccess> issuer = attest.access(terminal);
        Optional<Publishing> publishing =
                state.orWarn(terminal).map(folder -> new Publishing(folder, cluster, issuer, publish.timeout()));
        CertifyRole.Outcome outcome = OneShot.call(
                vertx -> new CertifyRole(vertx, terminal.environment(), publishing).workerIdentity(settings));
        PublishNote.tell(terminal, publishing, outcome);
        int exit = report.tell(terminal, outcome.report());
        AttestedFile.write(terminal, report, issuer, outcome);
        return exit;
    }

    private IdentitySettings settings() {
        try {
            return IdentitySettings.of(workerId.value(), terminal.environment());
        } catch (IllegalArgumentException invalid) {
            throw new UsageError(String.valueOf(invalid.getMessage()));
        }
    }
}
