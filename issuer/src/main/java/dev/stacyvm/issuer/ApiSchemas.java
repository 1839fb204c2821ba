package dev.stacyvm.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON schemas of wire records, made from the records themselves, so that they cannot differ. */
final class ApiSchemas {
    private static final String PLACE = "#/components/schemas/";

    private final Map<String, ObjectNode> made = new TreeMap<>();

    /** A reference to the record's schema, which is made when it is not there yet. */
    ObjectNode of(Class<?> record) {
        String name = record.getSimpleName();
        if (!made.containsKey(name)) {
            ObjectNode schema = Json.object().put("type", "object");
            made.put(name, schema);
            describe(schema, record);
        }
        return Json.object().put("$ref", PLACE + name);
    }

    /** All that were made, by name. */
    ObjectNode all() {
        ObjectNode all = Json.object();
        made.forEach(all::set);
        return all;
    }

    private void describe(ObjectNode schema, Class<?> record) {
        ObjectNode members = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ObjectNode type = type(component.getGenericType());
            members.set(name, optional ? orNull(type) : type);
            if (!optional) {
                required.add(name);
            }
        }
    }

    private ObjectNode type(Type type) {
        if (type instanceof ParameterizedType generic) {
            ObjectNode array = Json.object().put("type", "array");
            array.set("items", type(generic.getActualTypeArguments()[0]));
            return array;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return of(plain);
        }
        if (JsonNode.class.isAssignableFrom(plain)) {
            return Json.object().put("type", "object");
        }
        if (plain == String.class) {
            return Json.object().put("type", "string");
        }
        return Json.object().put("type", plain == boolean.class || plain == Boolean.class ? "boolean" : "integer");
    }

    private static ObjectNode orNull(ObjectNode type) {
        ObjectNode either = Json.object();
        ArrayNode choices = either.putArray("anyOf");
        List.of(type, Json.object().put("type", "null")).forEach(choices::add);
        return either;
    }
}
