package dev.stacyvm.cli;

import dev.stacyvm.app.Envelopes;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** In which form a report is told, and where. */
final class ReportOptions implements CommandPart {
    private final Argument.Sure<Format> format = CertifyConverters.formatOption();
    private final Argument<String> output = Argument.option("--output", "FILE", "Write the report there, atomically.");

    @Override
    public void addTo(CommandSpec command) {
        format.addTo(command);
        output.addTo(command);
    }

    /** Fails before any work is done when the report could not be written where it shall go. */
    void check(Terminal terminal) {
        Optional<Path> there = file(terminal);
        if (there.isEmpty()) {
            return;
        }
        Path file = there.get();
        Path folder = file.resolveSibling("");
        if (Files.isDirectory(file)) {
            throw new OperatorError(named() + " is a folder; name a file for the report");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new OperatorError("the report cannot be written to " + named() + ": " + folder
                    + " is no folder this user can write to");
        }
    }

    /** Tells the report; the exit code is 0 when it passed. */
    int tell(Terminal terminal, Report report) {
        String text = format.get().render(report);
        Optional<Path> file = file(terminal);
        if (file.isEmpty()) {
            terminal.out().print(text);
            terminal.out().flush();
        } else {
            forget(Envelopes.beside(file.get()));
            write(file.get(), text);
            terminal.out().println("certification report written: " + named());
        }
        return report.passed() ? 0 : 1;
    }

    /** Where the report goes; empty when it is printed. */
    Optional<Path> file(Terminal terminal) {
        return output.given().map(terminal::resolve).map(Path::toAbsolutePath);
    }

    private String named() {
        return output.given().orElse("standard output");
    }

    /** Writes the attestation of the report that was written, beside it. */
    static void attest(Path report, byte[] envelope) {
        write(Envelopes.beside(report), new String(envelope, StandardCharsets.UTF_8));
    }

    /** An older report's attestation beside this one would look like tampering. */
    private static void forget(Path envelope) {
        try {
            Files.deleteIfExists(envelope);
        } catch (IOException failure) {
            throw new OperatorError(
                    envelope + " is of an older report and cannot be removed: " + failure.getMessage(), failure);
        }
    }

    private static void write(Path file, String text) {
        try {
            new AtomicFile(Disk.local()).write(file, text.getBytes(StandardCharsets.UTF_8), FileMode.WORLD_READABLE);
        } catch (IOException failure) {
            throw new OperatorError("the report was not written to " + file + ": " + failure.getMessage(), failure);
        }
    }
}
