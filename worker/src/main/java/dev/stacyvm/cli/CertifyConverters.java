package dev.stacyvm.cli;

import dev.stacyvm.check.Target;
import dev.stacyvm.report.Format;
import dev.stacyvm.wire.Printable;
import java.util.List;

/** From words of the command line to the values of the certifier, which the trusted roles run without. */
final class CertifyConverters {
    /** The runtimes there are, as a shell offers them. */
    static final List<String> TARGETS = List.of("all", "docker", "gvisor", "kata", "firecracker", "proot");

    private CertifyConverters() {}

    static Target target(String word) {
        return Target.parse(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a runtime; choose one of " + Target.words()));
    }

    /** How the report of a command is printed. */
    static Argument.Sure<Format> formatOption() {
        return Argument.option(
                        CertifyConverters::format,
                        "--format",
                        "FORMAT",
                        "text, json, junit or markdown (default ${DEFAULT-VALUE}).")
                .among(List.of("text", "json", "junit", "markdown"))
                .orElse("text");
    }

    private static Format format(String word) {
        return Format.parse(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a format; choose " + Format.words()));
    }
}
