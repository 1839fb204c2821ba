package dev.stacyvm.cli;

import dev.stacyvm.app.ArtifactVerification;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.report.Report;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.AttestationVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class RecorderVerifyCommand implements Callable<Integer> {
    private final Argument.Sure<String> artifacts =
            Argument.option("--artifacts", "DIR", "The folder of a recorder.").required();
    private final AttestationKeyOptions keys = new AttestationKeyOptions();
    private final ReportOptions report = new ReportOptions();

    private final Terminal terminal;

    RecorderVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "verify",
                "Look through an artifact folder: what is broken, what nobody vouches for, which events are missing."
                        + " Ends with 1 when anything is broken or missing.",
                this,
                artifacts,
                keys,
                report);
    }

    @Override
    public Integer call() {
        report.check(terminal);
        Path folder = terminal.resolve(artifacts.get());
        if (!Files.isDirectory(folder)) {
            throw new OperatorError(artifacts.get() + " is no folder; name the one that a recorder writes to");
        }
        List<P256Key> known = keys.keys(terminal);
        Report found = OneShot.call(
                vertx -> ArtifactVerification.run(vertx, terminal.environment(), folder, verifier(known)),
                Duration.ofHours(1));
        return report.tell(terminal, found);
    }

    private static Optional<AttestationVerifier> verifier(List<P256Key> keys) {
        return keys.isEmpty() ? Optional.empty() : Optional.of(new AttestationVerifier(keys));
    }
}
