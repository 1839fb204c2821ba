package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What {@link Json}, {@link PrintedObject} and {@link ReadObject} have in common: limits, strictness, escapes and indentation. */
final class JsonDialect {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 1024 * 1024;
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private JsonDialect() {}

    static JsonFactory factory() {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(1024)
                        .maxNumberLength(64)
                        .build())
                .build();
        factory.setCharacterEscapes(new GoEscapes());
        return factory;
    }

    static DefaultPrettyPrinter indented() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }

    static String text(byte[] utf8) throws InvalidJson {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new InvalidJson("the body is not UTF-8");
        }
    }

    /** A lone surrogate, which JSON input can smuggle in as an escape, has no UTF-8 form and becomes U+FFFD. */
    static String withoutLoneSurrogates(String text) {
        return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    }
}
