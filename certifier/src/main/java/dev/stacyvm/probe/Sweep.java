package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes away what carries the labels of a live run. */
final class Sweep {
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final String MARKED =
            "filters=" + URLEncoder.encode("{\"label\":[\"" + RunMark.RUN + "\"]}", StandardCharsets.UTF_8);

    private final EngineCalls engine;

    Sweep(EngineCalls engine) {
        this.engine = engine;
    }

    /** Removes containers, then images, whose labels are chosen; gives what is still there, by id. */
    Future<List<String>> away(Predicate<Map<String, String>> chosen) {
        return all("/containers/json?all=1&" + MARKED, "/containers/", "?force=1&v=1", chosen)
                .compose(done -> all("/images/json?" + MARKED, "/images/", "?force=1", chosen))
                .compose(done -> left(chosen));
    }

    private Future<List<String>> left(Predicate<Map<String, String>> chosen) {
        return list("/containers/json?all=1&" + MARKED, chosen)
                .compose(containers -> list("/images/json?" + MARKED, chosen).map(images -> {
                    List<String> both = new ArrayList<>(containers);
                    both.addAll(images);
                    return both;
                }));
    }

    private Future<Void> all(String list, String path, String query, Predicate<Map<String, String>> chosen) {
        return list(list, chosen)
                .compose(ids -> Future.join(ids.stream()
                        .map(id -> engine.delete(path + id + query, STEP))
                        .toList()))
                .mapEmpty();
    }

    private Future<List<String>> list(String path, Predicate<Map<String, String>> chosen) {
        return engine.get(path, STEP)
                .compose(answer -> Containers.done(answer, "list what it holds"))
                .map(answer -> chosen(answer, chosen));
    }

    private static List<String> chosen(EngineAnswer answer, Predicate<Map<String, String>> chosen) {
        List<String> ids = new ArrayList<>();
        try {
            for (JsonNode each : Json.read(answer.body().getBytes(), JsonNode.class)) {
                Map<String, String> labels = new HashMap<>();
                each.path("Labels")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                if (chosen.test(labels)) {
                    ids.add(each.path("Id").asText());
                }
            }
        } catch (InvalidJson invalid) {
            throw new EngineNonsense("lists what it holds as something that is not JSON");
        }
        return ids;
    }
}
