package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds an image to run without asking any registry: one made of a static busybox, else a small local one. */
final class Images {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String NEEDED = "for p in cat head readlink sleep uname; do command -v $p || exit 1; done";
    private static final int TRIED = 3;

    private final EngineCalls engine;
    private final Containers containers;
    private final RunMark mark;

    Images(EngineCalls engine, Containers containers, RunMark mark) {
        this.engine = engine;
        this.containers = containers;
        this.mark = mark;
    }

    /** A reference to an image; empty where there is none and none can be made. */
    Future<Optional<String>> choose(WorkerExecutor looks, String path) {
        return looks.executeBlocking(() -> StaticBusybox.find(path), false)
                .compose(found -> found.map(busybox -> make(looks, busybox)).orElseGet(this::smallest));
    }

    private Future<Optional<String>> make(WorkerExecutor looks, StaticBusybox busybox) {
        return looks.executeBlocking(busybox::tar, false).compose(this::load);
    }

    private Future<Optional<String>> load(Buffer tar) {
        StringBuilder changes = new StringBuilder();
        mark.labels()
                .forEach((name, value) -> changes.append("&changes=")
                        .append(URLEncoder.encode("LABEL " + name + "=\"" + value + "\"", StandardCharsets.UTF_8)));
        String path = "/images/create?fromSrc=-&repo=stacyvm-certify&tag=" + mark.id() + changes;
        return containers
                .make(() -> engine.send(path, "application/x-tar", tar, STEP))
                .compose(answer -> Containers.done(answer, "import an image"))
                .map(imported -> Optional.of("stacyvm-certify:" + mark.id()));
    }

    private Future<Optional<String>> smallest() {
        return engine.get("/images/json", STEP)
                .compose(answer -> Containers.done(answer, "list its images"))
                .compose(answer -> firstUsable(ids(answer), 0));
    }

    private Future<Optional<String>> firstUsable(List<String> ids, int at) {
        if (at == Math.min(ids.size(), TRIED)) {
            return Future.succeededFuture(Optional.empty());
        }
        ContainerPlan plan = new ContainerPlan(ids.get(at), "", NEEDED, ContainerPlan.Grant.AMPLE);
        return containers
                .start(plan)
                .compose(id -> containers.end(id, STEP).eventually(() -> containers.remove(id)))
                .map(ended -> ended.status() == 0)
                .otherwise(false)
                .compose(
                        usable -> usable ? Future.succeededFuture(Optional.of(ids.get(at))) : firstUsable(ids, at + 1));
    }

    private static List<String> ids(EngineAnswer answer) {
        List<JsonNode> images = new ArrayList<>();
        try {
            Json.read(answer.body().getBytes(), JsonNode.class).forEach(images::add);
        } catch (InvalidJson invalid) {
            return List.of();
        }
        return images.stream()
                .sorted(Comparator.comparingLong(image -> image.path("Size").asLong()))
                .map(image -> image.path("Id").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }
}
