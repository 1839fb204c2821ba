package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.wire.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what engines of any age answer: a member of another shape than expected counts as not given. */
final class EngineAnswers {
    private static final int MAX_TEXT = 200;
    private static final int MAX_MEMBERS = 256;

    private EngineAnswers() {}

    static EngineReading read(String endpoint, EngineAnswer version, EngineAnswer info) {
        ObjectNode told = info.object();
        String name = text(told, "Name");
        ObjectNode release = version.object();
        return new Engine(
                endpoint,
                product(release),
                name,
                first(text(release, "Version"), text(told, "ServerVersion")),
                first(text(told, "KernelVersion"), text(release, "KernelVersion")),
                text(told, "Architecture"),
                securityOptions(told.path("SecurityOptions")),
                runtimes(told.path("Runtimes")),
                told.path("LiveRestoreEnabled").asBoolean());
    }

    /** The engine itself is the first of its components; an older one only names its platform, or nothing. */
    private static String product(ObjectNode release) {
        JsonNode first = release.path("Components").path(0);
        return first instanceof ObjectNode component ? text(component, "Name") : "";
    }

    private static Optional<List<String>> securityOptions(JsonNode node) {
        List<String> options = new ArrayList<>();
        for (JsonNode option : node) {
            if (!option.isTextual() || options.size() == MAX_MEMBERS) {
                return Optional.empty();
            }
            options.add(Printable.of(option.textValue(), MAX_TEXT));
        }
        return node.isArray() ? Optional.of(List.copyOf(options)) : Optional.empty();
    }

    private static Optional<List<EngineRuntime>> runtimes(JsonNode node) {
        List<EngineRuntime> runtimes = new ArrayList<>();
        for (var member : node.properties()) {
            if (!member.getValue().isObject() || runtimes.size() == MAX_MEMBERS) {
                return Optional.empty();
            }
            JsonNode runtime = member.getValue();
            String name = Printable.of(member.getKey(), MAX_TEXT);
            runtimes.add(new EngineRuntime(name, text(runtime, "runtimeType"), text(runtime, "path")));
        }
        runtimes.sort(Comparator.comparing(EngineRuntime::name));
        return node.isObject() ? Optional.of(List.copyOf(runtimes)) : Optional.empty();
    }

    private static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? Printable.of(value.textValue(), MAX_TEXT) : "";
    }

    private static String first(String preferred, String otherwise) {
        return preferred.isEmpty() ? otherwise : preferred;
    }
}
