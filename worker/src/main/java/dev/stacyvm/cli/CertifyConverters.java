package dev.stacyvm.cli;

import dev.stacyvm.check.Target;
import dev.stacyvm.report.Format;
import dev.stacyvm.wire.Printable;
import picocli.CommandLine;

/** From words to the certifier's values; apart, because the trusted roles run without its classes. */
final class CertifyConverters {
    private CertifyConverters() {}

    static void register(CommandLine commands) {
        commands.registerConverter(Target.class, Converters.refusing(CertifyConverters::target))
                .registerConverter(Format.class, Converters.refusing(CertifyConverters::format))
                .registerConverter(StartPoint.class, Converters.refusing(StartPoint::of));
    }

    private static Target target(String word) {
        return Target.parse(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a runtime; choose one of " + Target.words()));
    }

    private static Format format(String word) {
        return Format.parse(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a format; choose " + Format.words()));
    }
}
