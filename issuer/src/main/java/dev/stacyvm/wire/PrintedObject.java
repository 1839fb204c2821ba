package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object as a short command prints it, member by member, in the dialect of {@link Json}. Making a mapper takes longer
 * than such a command may run; everything else is a record and goes through {@link Json}. Not safe for use by several threads.
 */
public final class PrintedObject {
    private final Map<String, Object> members = new LinkedHashMap<>();

    public PrintedObject with(String name, boolean value) {
        members.put(name, value);
        return this;
    }

    /** Left out when null or empty. */
    public PrintedObject with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            members.put(name, value);
        }
        return this;
    }

    /** Left out when empty. */
    public PrintedObject with(String name, List<String> values) {
        if (!values.isEmpty()) {
            members.put(name, List.copyOf(values));
        }
        return this;
    }

    /** Two-space indent and one line end, as {@link Json#pretty} has them. */
    public String pretty() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonDialect.factory().createGenerator(text)) {
            json.setPrettyPrinter(JsonDialect.indented());
            json.writeStartObject();
            for (Map.Entry<String, Object> member : members.entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory cannot be written", impossible);
        }
        return JsonDialect.withoutLoneSurrogates(text.append('\n').toString());
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
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
