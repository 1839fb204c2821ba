package dev.stacyvm.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.probe.FakeEngine;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Json;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Engines as they answer on their socket, byte by byte: each case says only which answers differ from a healthy one's. */
class EngineAnswersCorpusTest {
    static final String FILE = "engines.json";
    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, JsonNode> HEALTHY = Map.of(
            "/_ping", Json.tree(Map.of("status", 200, "type", "text/plain", "text", "OK")),
            "/version", Json.tree(Map.of("Version", "28.2.2", "Components", List.of(Map.of("Name", "Engine")))),
            "/info",
                    Json.tree(Map.of(
                            "SecurityOptions",
                            List.of("name=seccomp,profile=builtin"),
                            "Runtimes",
                            Map.of("runc", Map.of("path", "runc")))));

    @TempDir
    private static Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @TestFactory
    Stream<DynamicTest> judgesEachEngineOfTheCorpusAsWritten() throws Exception {
        return Corpus.read(FILE).stream()
                .map(each -> DynamicTest.dynamicTest(each.path("why").asText(), () -> judgesAsWritten(each)));
    }

    private static void judgesAsWritten(JsonNode each) throws Exception {
        List<CheckResult> rows = judged(each);

        Map<String, String> statuses = new LinkedHashMap<>();
        rows.forEach(row -> statuses.put(row.name(), row.status().name()));
        assertThat(statuses).containsExactlyEntriesOf(Corpus.texts(each.path("expect")));
        Corpus.assertSaid(rows, "", each.path("says"));
        assertThat(rows).allSatisfy(row -> assertThat(row.message()).hasSizeLessThan(1_000));
    }

    private static List<CheckResult> judged(JsonNode each) throws Exception {
        Path socket = folder.resolve(
                "e" + Integer.toHexString(each.path("why").asText().hashCode()));
        try (FakeEngine engine = FakeEngine.listen(socket, path -> answer(each.path("answers"), path));
                LocalHost host = host(engine, limit(each))) {
            return new RuntimeCertification(host, Time.system())
                            .run(Target.DOCKER, CertificationSettings.of(Map.of()))
                            .await(20, TimeUnit.SECONDS)
                            .report()
                            .checks()
                            .stream()
                            .filter(row -> row.name().startsWith("docker."))
                            .toList();
        }
    }

    /** Short only where an answer never comes. */
    private static Duration limit(JsonNode each) {
        return each.path("answers").findValue("hang") == null ? Duration.ofSeconds(10) : Duration.ofMillis(300);
    }

    private static LocalHost host(FakeEngine engine, Duration limit) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path docker = Files.writeString(bin.resolve("docker"), "#!/bin/sh\necho Docker version 28.2.2\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = Map.of("PATH", bin.toString(), "DOCKER_HOST", "unix://" + engine.socket());
        return LocalHost.create(VERTX, new LocalHost.Limits(limit, Duration.ofSeconds(10)), environment);
    }

    private static byte[] answer(JsonNode answers, String path) {
        JsonNode told = answers.path(path);
        byte[] healthy = bytes(HEALTHY.getOrDefault(path, Json.object()));
        if (told.has("cut")) {
            int cut = told.path("cut").asInt();
            int head = new String(healthy, UTF_8).indexOf("\r\n\r\n") + 4;
            return Arrays.copyOf(healthy, cut < 0 ? head : healthy.length - cut);
        }
        return told.isMissingNode() ? healthy : bytes(told);
    }

    private static byte[] bytes(JsonNode told) {
        if (told.has("hang")) {
            return new byte[0];
        }
        if (told.has("raw")) {
            return told.path("raw").asText().getBytes(UTF_8);
        }
        if (told.has("huge")) {
            return FakeEngine.json("{\"Name\":\"" + "x".repeat(told.path("huge").asInt()) + "\"}");
        }
        return told.has("text")
                ? FakeEngine.answer(
                        told.path("status").asInt(),
                        told.path("type").asText("application/json"),
                        told.path("text").asText())
                : FakeEngine.json(told.toString());
    }
}
