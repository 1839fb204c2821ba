package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that make no sandbox: whatever they answer, the reading ends and says why. */
class LiveSandboxesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void asksNothingOfAnAncientEngine() throws Exception {
        try (FakeEngine engine = engine("1.24", path -> FakeEngine.json("[]"))) {
            assertThat(reason(engine, LIMIT)).isEqualTo("the engine speaks an API older than 1.40");
            assertThat(engine.requests()).containsExactly("GET /_ping");
        }
        try (FakeEngine engine = engine("", path -> FakeEngine.json("[]"))) {
            assertThat(reason(engine, LIMIT)).contains("older than 1.40");
        }
    }

    @Test
    void speaksToAnEngineOfTheFutureAsItKnows() throws Exception {
        try (FakeEngine engine = engine("1.99", path -> FakeEngine.json("[]"))) {
            assertThat(reason(engine, LIMIT)).startsWith("the engine ");
            assertThat(engine.requests().stream().skip(1)).isNotEmpty().allMatch(asked -> asked.contains(" /v1.47/"));
        }
    }

    @Test
    void saysThatAnEngineFailsAtEverything() throws Exception {
        byte[] failing = FakeEngine.answer(500, "application/json", "{\"message\":\"no\\u001b[2J space\"}");
        try (FakeEngine engine = engine("1.41", path -> failing)) {
            assertThat(reason(engine, LIMIT))
                    .isEqualTo("the engine did not list what it holds: status 500, no?[2J space");
        }
    }

    @Test
    void saysThatAnEngineHangs() throws Exception {
        try (FakeEngine engine = engine("1.41", path -> new byte[0])) {
            assertThat(reason(engine, Duration.ofSeconds(1))).isEqualTo("the engine did not answer in time");
        }
        try (FakeEngine engine = FakeEngine.listen(folder.resolve("mute"), path -> new byte[0])) {
            assertThat(reason(engine, LIMIT)).isEqualTo("the engine did not answer in time");
        }
    }

    @Test
    void saysThatAnEngineAnswersGarbage() throws Exception {
        try (FakeEngine engine = engine("1.41", path -> FakeEngine.json("<html>"))) {
            assertThat(reason(engine, LIMIT)).contains("not JSON");
        }
        byte[] cut = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n[".getBytes(StandardCharsets.US_ASCII);
        try (FakeEngine engine = engine("1.41", path -> cut)) {
            assertThat(reason(engine, LIMIT)).startsWith("the engine ");
        }
    }

    @Test
    void speaksToNoAddressOfAnotherKind() throws Exception {
        SandboxReading reading =
                sandboxes(EngineAddress.parse("ssh://h")).read("", LIMIT).await(5, TimeUnit.SECONDS);

        assertThat(((SandboxReading.NotTried) reading).reason()).startsWith("ssh://h is not a unix:// or tcp://");
    }

    private int engines;

    private FakeEngine engine(String api, Function<String, byte[]> answers) throws Exception {
        String ping = "HTTP/1.1 200 OK\r\n" + (api.isEmpty() ? "" : "Api-Version: " + api + "\r\n")
                + "Content-Length: 2\r\nConnection: close\r\n\r\nOK";
        return FakeEngine.listen(
                folder.resolve("engine" + engines++),
                path -> path.equals("/_ping") ? ping.getBytes(StandardCharsets.US_ASCII) : answers.apply(path));
    }

    private static String reason(FakeEngine engine, Duration limit) throws Exception {
        SandboxReading reading = sandboxes(EngineAddress.parse("unix://" + engine.socket()))
                .read("", limit)
                .await(60, TimeUnit.SECONDS);
        return ((SandboxReading.NotTried) reading).reason();
    }

    private static LiveSandboxes sandboxes(EngineAddress address) {
        var looks = VERTX.createSharedWorkerExecutor("live-sandboxes-test", 2);
        return new LiveSandboxes(VERTX, looks, Time.system(), address, "/nowhere");
    }
}
