package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.probe.SandboxReading.Broken;
import dev.stacyvm.probe.SandboxReading.Limits;
import dev.stacyvm.probe.SandboxReading.Throttling;
import dev.stacyvm.probe.SandboxReading.Trial;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sandboxes made of data. */
public final class DataLive implements LiveHost {
    private static final Duration TOOK = Duration.ofMillis(153);

    private final JsonNode data;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public DataLive(JsonNode data) {
        this.data = data;
    }

    /** The runtimes that sandboxes were asked of, by their registered name. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public Future<SandboxReading> sandbox(String runtime) {
        asked.add(runtime);
        String notTried = data.path("not_tried").asText("");
        return Future.succeededFuture(notTried.isEmpty() ? tried() : new SandboxReading.NotTried(notTried, "mend it"));
    }

    @Override
    public Future<ProotReading> proot(String rootfs, String workspace) {
        String notTried = data.path("not_tried").asText("");
        return Future.succeededFuture(
                notTried.isEmpty()
                        ? new ProotReading.Tried(
                                TOOK,
                                data.path("rootfs").asBoolean(),
                                data.path("exit").asInt(),
                                data.path("workspace").asBoolean(),
                                Set.copyOf(texts(data.path("reached"))),
                                data.path("beside").asBoolean())
                        : new ProotReading.NotTried(notTried, "mend it"));
    }

    @Override
    public Future<BootReading> firecracker(String kernel, String rootfs) {
        String notTried = data.path("not_tried").asText("");
        return Future.succeededFuture(
                notTried.isEmpty()
                        ? new BootReading.Tried(
                                TOOK,
                                data.path("console").asBoolean(),
                                data.path("end").asText(),
                                List.copyOf(texts(data.path("left"))))
                        : new BootReading.NotTried(notTried, "mend it"));
    }

    private SandboxReading tried() {
        Optional<Broken> broken = Optional.of(data.path("broken").asText(""))
                .filter(step -> !step.isEmpty())
                .map(step -> new Broken(step, "did otherwise"));
        Limits limits = new Limits(
                trial("memory"),
                trial("memory_within"),
                trial("pids"),
                trial("pids_within"),
                new Throttling(
                        data.path("cpu").path(0).asLong(),
                        data.path("cpu").path(1).asLong()));
        Optional<String> vmm = Optional.of(data.path("vmm").asText("")).filter(name -> !name.isEmpty());
        return new SandboxReading.Tried(
                TOOK,
                broken,
                map(data.path("inside")),
                map(data.path("outside")),
                limits,
                vmm,
                List.copyOf(texts(data.path("left"))));
    }

    private Trial trial(String name) {
        return switch (data.path(name).asText()) {
            case "stopped" -> new Trial(true, false, "ended with status 137");
            case "finished" -> new Trial(true, true, "ended with status 0");
            default -> new Trial(false, false, "ended with status 1");
        };
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new HashMap<>();
        object.properties()
                .forEach(member -> map.put(member.getKey(), member.getValue().asText()));
        return map;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
