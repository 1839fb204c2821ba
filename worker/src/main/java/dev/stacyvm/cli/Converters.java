package dev.stacyvm.cli;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.Printable;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From words of the command line to values; a word that is none is refused while parsing. */
final class Converters {
    private Converters() {}

    static CommandLine register(CommandLine commands) {
        return commands.registerConverter(Duration.class, refusing(GoDuration::parse))
                .registerConverter(ListenAddress.class, refusing(ListenAddress::parse))
                .registerConverter(BaseUrl.class, refusing(BaseUrl::parse))
                .registerConverter(Audience.class, refusing(Converters::audience))
                .registerConverter(FileMode.class, refusing(Converters::mode))
                .registerConverter(TokenOutput.class, refusing(TokenOutput::parse))
                .registerConverter(WorkerId.class, refusing(WorkerId::of))
                .registerConverter(LeaseId.class, refusing(LeaseId::of));
    }

    private static FileMode mode(String word) {
        return switch (word) {
            case "0600", "600" -> FileMode.OWNER_ONLY;
            case "0640", "640" -> FileMode.GROUP_READABLE;
            case "0644", "644" -> FileMode.WORLD_READABLE;
            default ->
                throw new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a mode; choose 0600, 0640 or 0644");
        };
    }

    private static Audience audience(String word) {
        return Audience.of(word)
                .filter(audience -> audience != Audience.KAFKA)
                .orElseThrow(() -> new IllegalArgumentException("\"" + Printable.of(word, 40)
                        + "\" is not an audience; choose worker:control-plane or worker:rpc"));
    }

    static <T> ITypeConverter<T> refusing(Function<String, T> parse) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (IllegalArgumentException invalid) {
                throw new TypeConversionException(String.valueOf(invalid.getMessage()));
            }
        };
    }

    /** The name of a resource that is leased, of the required form. */
    record LeaseId(String value) {
        static LeaseId of(String word) {
            return new LeaseId(Ids.require("lease", word));
        }
    }

    /** A worker id of the required form. */
    record WorkerId(String value) {
        static WorkerId of(String word) {
            return new WorkerId(Ids.require("worker id", word));
        }
    }
}
