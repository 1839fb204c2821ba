package dev.stacyvm.cli;

import dev.stacyvm.app.VerifyRun;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description =
                "Check the folder of a sign-off, on any machine: its checksums, that nothing is missing, and its signatures."
                        + " Ends with 1 unless all hold.")
final class CertifyVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder that certify signoff wrote.")
    private String folder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The issuer's public key, as PEM, fetched from elsewhere than the folder.")
    private @Nullable String key;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, junit or markdown (default ${DEFAULT-VALUE}).")
    private Format format;

    private final Terminal terminal;

    CertifyVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Report report =
                VerifyRun.of(terminal.resolve(folder), Optional.ofNullable(key).map(terminal::resolve));
        return Checkup.tell(terminal, "certify verify", report, format.render(report));
    }
}
