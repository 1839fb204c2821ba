package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, read as strictly as {@link Json} reads and without its mapper, which alone would be a tenth of an idle
 * worker's memory. A member that is null, or of another type than it is asked for, counts as not there.
 */
public final class ReadObject {
    private static final JsonFactory FACTORY = JsonDialect.factory();

    private final Map<String, Object> members;

    private ReadObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads one object from UTF-8 bytes.
     *
     * @throws InvalidJson when the bytes are not one such object; the message tells what and where, without the content
     */
    public static ReadObject of(byte[] utf8) throws InvalidJson {
        try (JsonParser parser = FACTORY.createParser(JsonDialect.text(utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidJson("the body is not a JSON object");
            }
            ReadObject read = new ReadObject(object(parser));
            if (parser.nextToken() != null) {
                throw new InvalidJson("something follows the JSON object");
            }
            return read;
        } catch (JsonProcessingException invalid) {
            throw InvalidJson.at(invalid);
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory cannot be read", impossible);
        }
    }

    /** In their order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    public Optional<String> text(String name) {
        return as(String.class, name);
    }

    /** A whole number within the range of a long. */
    public Optional<Long> whole(String name) {
        return as(Number.class, name)
                .filter(number -> number instanceof Integer || number instanceof Long)
                .map(Number::longValue);
    }

    /** A time in seconds, any part of one left out (RFC 7519, section 2, NumericDate). */
    public Optional<Long> seconds(String name) {
        return as(Number.class, name).map(Number::longValue);
    }

    public Optional<Boolean> flag(String name) {
        return as(Boolean.class, name);
    }

    public Optional<ReadObject> object(String name) {
        return as(ReadObject.class, name);
    }

    /** A list of objects and nothing else. */
    public Optional<List<ReadObject>> objects(String name) {
        return list(ReadObject.class, name);
    }

    /** A list of texts and nothing else. */
    public Optional<List<String>> texts(String name) {
        return list(String.class, name);
    }

    private <T> Optional<T> as(Class<T> type, String name) {
        Object value = members.get(name);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    private <T> Optional<List<T>> list(Class<T> type, String name) {
        if (!(members.get(name) instanceof List<?> items) || !items.stream().allMatch(type::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(items.stream().map(type::cast).toList());
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }

    /** Recursion is as deep as the dialect lets values nest. */
    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> new ReadObject(object(parser));
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
