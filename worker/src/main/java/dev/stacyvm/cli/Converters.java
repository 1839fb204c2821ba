package dev.stacyvm.cli;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.Printable;

/** From words of the command line to values; a word that is none is refused while parsing. */
final class Converters {
    private Converters() {}

    static int whole(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException invalid) {
            throw new IllegalArgumentException("\"" + Printable.of(word, 40) + "\" is not a whole number", invalid);
        }
    }

    static FileMode mode(String word) {
        return switch (word) {
            case "0600", "600" -> FileMode.OWNER_ONLY;
            case "0640", "640" -> FileMode.GROUP_READABLE;
            case "0644", "644" -> FileMode.WORLD_READABLE;
            default ->
                throw new IllegalArgumentException(
                        "\"" + Printable.of(word, 40) + "\" is not a mode; choose 0600, 0640 or 0644");
        };
    }

    static Audience audience(String word) {
        return Audience.of(word)
                .filter(audience -> audience != Audience.KAFKA)
                .orElseThrow(() -> new IllegalArgumentException("\"" + Printable.of(word, 40)
                        + "\" is not an audience; choose worker:control-plane or worker:rpc"));
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
