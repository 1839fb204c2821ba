package dev.stacyvm.cli;

import dev.stacyvm.app.ArtifactVerifyRun;
import dev.stacyvm.app.AttestationKeyFiles;
import dev.stacyvm.app.ConfiguredHost;
import dev.stacyvm.app.VerifyRun;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.token.P256Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class CertifyVerifyCommand implements Callable<Integer> {
    private final Argument.Sure<String> folder =
            Argument.word("PATH", "The folder that certify signoff wrote, an artifact, or a recorder's folder.");
    private final Argument.Sure<List<String>> keys = Argument.options(
            "--key", "FILE", "The issuer's public key, as PEM, fetched from elsewhere than the folder; repeatable.");
    private final Argument.Sure<Format> format = CertifyConverters.formatOption();

    private final Terminal terminal;

    CertifyVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "verify",
                "Check the folder of a sign-off, on any machine: its checksums, that nothing is missing, and its signatures."
                        + " Or check an artifact, or the newest ones in a recorder's folder, against this host: VALID,"
                        + " DRIFTED, EXPIRED, TAMPERED, WRONG-HOST or UNSIGNED. Ends with 1 unless all hold.",
                this,
                folder,
                keys,
                format);
    }

    @Override
    public Integer call() {
        Path named = terminal.resolve(folder.get());
        List<P256Key> trusted = AttestationKeyFiles.keys(
                keys.get().stream().map(terminal::resolve).toList());
        Report report = isSignoff(named) ? VerifyRun.of(named, trusted) : artifacts(named, trusted);
        return Checkup.tell(terminal, "certify verify", report, format.get().render(report));
    }

    /** A sign-off has an index and checksums, unless one was taken away; anything else is taken for artifacts. */
    private static boolean isSignoff(Path named) {
        return Files.isDirectory(named)
                && (Files.exists(named.resolve("index.json")) || Files.exists(named.resolve("SHA256SUMS")));
    }

    private Report artifacts(Path named, List<P256Key> trusted) {
        List<Path> files = ArtifactVerifyRun.artifacts(named);
        Configuration configuration = ConfigurationOption.load(terminal);
        Map<String, String> host = ConfiguredHost.environment(configuration, terminal.environment());
        CertificationSettings settings = CertificationSettings.of(terminal.environment(), configuration);
        return OneShot.call(vertx -> new ArtifactVerifyRun(vertx, host, settings, trusted).verify(files));
    }
}
