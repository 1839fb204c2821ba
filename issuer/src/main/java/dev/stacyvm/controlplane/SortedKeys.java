package dev.stacyvm.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import java.util.Map;
import java.util.TreeMap;

/** Puts the keys of free-form objects in ascending order, as they travel in the fleet. Depth is bounded by the reader. */
final class SortedKeys {
    private SortedKeys() {}

    static JsonNode of(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode sorted = Json.object();
            Map<String, JsonNode> members = new TreeMap<>();
            object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            members.forEach((key, value) -> sorted.set(key, of(value)));
            return sorted;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode sorted = array.arrayNode(array.size());
            array.forEach(element -> sorted.add(of(element)));
            return sorted;
        }
        return node;
    }
}
