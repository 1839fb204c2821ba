package dev.stacyvm.cli;

import dev.stacyvm.app.CertifyRole;
import dev.stacyvm.check.IdentitySettings;
import java.nio.file.Path;
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

    private final Terminal terminal;

    CertifyIdentityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        IdentitySettings settings = settings();
        report.check(terminal);
        Optional<Path> folder = state.orWarn(terminal);
        CertifyRole.Outcome outcome =
                OneShot.call(vertx -> new CertifyRole(vertx, terminal.environment(), folder).workerIdentity(settings));
        PublishNote.tell(terminal, folder, outcome);
        return report.tell(terminal, outcome.report());
    }

    private IdentitySettings settings() {
        try {
            return IdentitySettings.of(workerId.value(), terminal.environment());
        } catch (IllegalArgumentException invalid) {
            throw new UsageError(String.valueOf(invalid.getMessage()));
        }
    }
}
