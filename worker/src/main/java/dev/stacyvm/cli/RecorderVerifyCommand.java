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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description =
                "Look through an artifact folder: what is broken, what nobody vouches for, which events are missing."
                        + " Ends with 1 when anything is broken or missing.")
final class RecorderVerifyCommand implements Callable<Integer> {
    @Option(names = "--artifacts", paramLabel = "DIR", required = true, description = "The folder of a recorder.")
    private String artifacts;

    @Mixin
    private AttestationKeyOptions keys;

    @Mixin
    private ReportOptions report;

    private final Terminal terminal;

    RecorderVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        report.check(terminal);
        Path folder = terminal.resolve(artifacts);
        if (!Files.isDirectory(folder)) {
            throw new OperatorError(artifacts + " is no folder; name the one that a recorder writes to");
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
