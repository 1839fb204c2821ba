package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.probe.EngineReading.Trouble;
import dev.stacyvm.probe.EngineReading.Unusable;
import dev.stacyvm.probe.KvmReading.Refused;
import dev.stacyvm.probe.KvmReading.Step;
import dev.stacyvm.probe.PathReading.Kind;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A host made of data: what the corpus writes about it is what its probes read. What is not written is not there. */
public final class DataHost implements Host {
    private final JsonNode data;
    private final AtomicInteger engineQuestions = new AtomicInteger();

    public DataHost(JsonNode data) {
        this.data = data;
    }

    /** A host with nothing on it. */
    public static DataHost bare() {
        return new DataHost(Json.object());
    }

    public int engineQuestions() {
        return engineQuestions.get();
    }

    @Override
    public Future<HostIdentity> identity() {
        String kernel = data.path("kernel").asText("6.1.0");
        HostFacts facts = new HostFacts(
                data.path("hostname").asText("host-a"),
                "Linux " + kernel + " x86_64",
                data.path("machine").asText(""),
                "");
        String container = data.path("container").asText("");
        return Future.succeededFuture(
                new HostIdentity(facts, container.isEmpty() ? Place.host() : Place.container(container)));
    }

    @Override
    public Future<EngineReading> engine() {
        engineQuestions.incrementAndGet();
        JsonNode engine = data.path("engine");
        if (engine.has("info")) {
            return Future.succeededFuture(told(engine));
        }
        Trouble trouble = Trouble.valueOf(engine.path("trouble").asText("ABSENT"));
        return Future.succeededFuture(new Unusable("unix:///e", trouble, "is not usable"));
    }

    @Override
    public Future<ProgramReading> program(String name) {
        JsonNode program = data.path("programs").path(name);
        if (program.isMissingNode()) {
            return Future.succeededFuture(new ProgramReading.Absent(name));
        }
        String path = name.startsWith("/") ? name : "/usr/bin/" + name;
        return Future.succeededFuture(
                program.has("broken")
                        ? new ProgramReading.Broken(
                                name, path, program.path("broken").asText())
                        : new ProgramReading.Ran(name, path, program.asText()));
    }

    @Override
    public Future<KvmReading> kvm() {
        String[] words = data.path("kvm").asText("OPEN ENOENT").split(" ", -1);
        return Future.succeededFuture(
                switch (words[0]) {
                    case "works" -> new KvmReading.Works();
                    case "untried" -> new KvmReading.NotTried(words[1]);
                    case "version" -> new KvmReading.OtherVersion(Integer.parseInt(words[1]));
                    default -> new Refused(Step.valueOf(words[0]), words[1]);
                });
    }

    @Override
    public Future<PathReading> path(String path) {
        JsonNode found = data.path("paths").path(path);
        return Future.succeededFuture(new PathReading(
                path,
                Kind.valueOf(found.path("kind").asText("ABSENT")),
                found.path("writable").asBoolean(),
                found.path("executable").asBoolean(),
                found.path("shell").asBoolean(),
                KernelImage.valueOf(found.path("image").asText("NONE"))));
    }

    @Override
    public Future<Map<String, String>> files() {
        Map<String, String> files = new TreeMap<>();
        data.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return Future.succeededFuture(files);
    }

    @Override
    public Future<String> digest(String path) {
        return Future.succeededFuture(data.path("digests").path(path).asText(""));
    }

    /** What is no JSON to us is told as the engine's nonsense, as for a real one. */
    private static EngineReading told(JsonNode engine) {
        try {
            EngineAnswer version = answer("/version", engine.path("version"));
            return EngineAnswers.read("unix:///e", version, answer("/info", engine.path("info")));
        } catch (EngineNonsense nonsense) {
            return new Unusable("unix:///e", Trouble.NONSENSE, String.valueOf(nonsense.getMessage()));
        }
    }

    private static EngineAnswer answer(String path, JsonNode body) {
        return new EngineAnswer(path, 200, Buffer.buffer(Json.write(body.isMissingNode() ? Json.object() : body)));
    }
}
