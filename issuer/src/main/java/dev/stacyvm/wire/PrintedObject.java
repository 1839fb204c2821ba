package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, put together member by member and printed in the dialect of {@link Json}, without its mapper: making that
 * takes longer than a short command may run, and alone would be a tenth of an idle worker's memory. Not safe for use by
 * several threads.
 */
public final class PrintedObject {
    private static final JsonFactory FACTORY = JsonDialect.factory();

    private final Map<String, Object> members = new LinkedHashMap<>();

    public PrintedObject with(String name, boolean value) {
        return put(name, value);
    }

    public PrintedObject with(String name, long value) {
        return put(name, value);
    }

    public PrintedObject with(String name, String value) {
        return put(name, value);
    }

    public PrintedObject with(String name, List<String> values) {
        return put(name, List.copyOf(values));
    }

    /** @param values texts, whole numbers, truths, lists of texts, and maps of these */
    public PrintedObject with(String name, Map<?, ?> values) {
        return put(name, new LinkedHashMap<>(values));
    }

    /** Left out when null or empty. */
    public PrintedObject withGiven(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : put(name, value);
    }

    /** Left out when empty. */
    public PrintedObject withGiven(String name, List<String> values) {
        return values.isEmpty() ? this : with(name, values);
    }

    /** Compact UTF-8, without a line end, as {@link Json#write} has it. */
    public byte[] compact() {
        return print(false).getBytes(StandardCharsets.UTF_8);
    }

    /** Two-space indent and one line end, as {@link Json#pretty} has them. */
    public String pretty() {
        return print(true) + "\n";
    }

    private PrintedObject put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    private String print(boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (indented) {
                json.setPrettyPrinter(JsonDialect.indented());
            }
            write(json, members);
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory cannot be written", impossible);
        }
        return JsonDialect.withoutLoneSurrogates(text.toString());
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : object.entrySet()) {
                json.writeFieldName(member.getKey().toString());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> values) {
            json.writeStartArray();
            for (Object each : values) {
                json.writeString(each.toString());
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }
}
