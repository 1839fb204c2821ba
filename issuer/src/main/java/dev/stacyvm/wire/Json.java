package dev.stacyvm.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.charset.StandardCharsets;

/**
 * The one JSON dialect. Reading is strict: UTF-8, no duplicate members, nothing after the value, bounded depth and
 * lengths, no coercion between types; unknown members are ignored, because a newer peer may send them. Writing is byte
 * for byte what the fleet's Go programs write (contract, section 0): {@code <}, {@code >} and {@code &} escaped, members
 * in declaration order under snake-case names.
 */
public final class Json {
    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter INDENTED = MAPPER.writer(JsonDialect.indented());

    private Json() {}

    /**
     * Reads one value from UTF-8 bytes.
     *
     * @throws InvalidJson when the bytes are not one such value; the message tells what and where, without the content
     */
    public static <T> T read(byte[] bytes, Class<T> type) throws InvalidJson {
        try {
            T value = MAPPER.readValue(JsonDialect.text(bytes), type);
            if (value == null) {
                throw new InvalidJson("the body is null");
            }
            return value;
        } catch (JsonProcessingException invalid) {
            throw InvalidJson.from(invalid);
        }
    }

    /** Reads one JSON object as a tree. */
    public static ObjectNode readObject(byte[] bytes) throws InvalidJson {
        JsonNode node = read(bytes, JsonNode.class);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidJson("the body is not a JSON object");
    }

    /** Turns a tree that was read by this class into a value. */
    public static <T> T convert(JsonNode node, Class<T> type) throws InvalidJson {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException invalid) {
            throw InvalidJson.from(invalid);
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Any record, list, map or tree as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Compact UTF-8, without a line end. */
    public static byte[] write(Object value) {
        return bytes(MAPPER.writer(), value);
    }

    /** Two-space indent and one line end, as commands print it. */
    public static String pretty(Object value) {
        return new String(bytes(INDENTED, value), StandardCharsets.UTF_8) + "\n";
    }

    private static byte[] bytes(ObjectWriter writer, Object value) {
        try {
            return utf8(writer.writeValueAsString(value));
        } catch (JsonProcessingException notSerialisable) {
            throw new IllegalArgumentException(value.getClass() + " has no JSON form", notSerialisable);
        }
    }

    private static byte[] utf8(String text) {
        return JsonDialect.withoutLoneSurrogates(text).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder(JsonDialect.factory())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
        for (LogicalType scalar : new LogicalType[] {LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean}) {
            refuseCoercions(mapper, scalar);
        }
        return mapper;
    }

    private static void refuseCoercions(JsonMapper mapper, LogicalType scalar) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            boolean natural = scalar == LogicalType.Textual
                    ? shape == CoercionInputShape.String || shape == CoercionInputShape.EmptyString
                    : scalar == LogicalType.Integer
                            ? shape == CoercionInputShape.Integer
                            : shape == CoercionInputShape.Boolean;
            if (!natural) {
                mapper.coercionConfigFor(scalar).setCoercion(shape, CoercionAction.Fail);
            }
        }
    }
}
