package dev.stacyvm.wire;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/** What Go's encoder escapes beyond the JSON minimum, so that JSON is also safe inside HTML and script. */
final class GoEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int[] ASCII = ascii();

    @Override
    public int[] getEscapeCodesForAscii() {
        return ASCII.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return switch (character) {
            case '<' -> new SerializedString("\\u003c");
            case '>' -> new SerializedString("\\u003e");
            case '&' -> new SerializedString("\\u0026");
            case 0x2028 -> new SerializedString("\\u2028");
            case 0x2029 -> new SerializedString("\\u2029");
            default -> control(character);
        };
    }

    private static @Nullable SerializableString control(int character) {
        return character < 0x20 ? new SerializedString(String.format("\\u%04x", character)) : null;
    }

    private static int[] ascii() {
        int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
        escapes['<'] = CharacterEscapes.ESCAPE_CUSTOM;
        escapes['>'] = CharacterEscapes.ESCAPE_CUSTOM;
        escapes['&'] = CharacterEscapes.ESCAPE_CUSTOM;
        for (int control = 0; control < 0x20; control++) {
            if (escapes[control] == CharacterEscapes.ESCAPE_STANDARD) {
                escapes[control] = CharacterEscapes.ESCAPE_CUSTOM;
            }
        }
        return escapes;
    }
}
