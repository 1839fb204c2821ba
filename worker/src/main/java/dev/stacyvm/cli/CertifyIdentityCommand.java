package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.Publishing;
import dev.stacyvm.check.IdentitySettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class CertifyIdentityCommand implements Callable<Integer> {
    private final Argument.Sure<Converters.WorkerId> workerId = Argument.optionalWord(
                    Converters.WorkerId::of, "WORKER-ID", "The worker to certify for (default ${DEFAULT-VALUE}).")
            .orElse("worker-a");
    private final ReportOptions report = new ReportOptions();
    private final StateOption state = new StateOption();
    private final KafkaOptions kafka = new KafkaOptions();
    private final PublishOptions publish = new PublishOptions();
    private final AttestOptions attest = new AttestOptions();

    private final Terminal terminal;

    CertifyIdentityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "worker-identity",
                "Check that this program issues, verifies and refuses worker tokens as it must. Keys come from the"
                        + " files that STACYVM_WORKER_SIGNING_KEY_FILE and STACYVM_OLD_WORKER_SIGNING_KEY_FILE name, else are"
                        + " made for the run.",
                this,
                workerId,
                report,
                state,
                kafka,
                publish,
                attest);
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
            return IdentitySettings.of(workerId.get().value(), terminal.environment());
        } catch (IllegalArgumentException invalid) {
            throw new UsageError(String.valueOf(invalid.getMessage()));
        }
    }
}
