package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.EngineReading.Engine;
import dev.stacyvm.probe.EngineReading.Trouble;
import dev.stacyvm.probe.EngineReading.Unusable;
import io.vertx.core.Vertx;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final byte[] NEVER = {};
    private static final String INFO = """
            {"Name":"build-7","KernelVersion":"6.1.0","Architecture":"x86_64","Unknown":{"deep":[1,2,3]},
             "SecurityOptions":["name=seccomp,profile=builtin","name=cgroupns"],
             "Runtimes":{"runsc":{"path":"/usr/bin/runsc"},"kata":{"runtimeType":"io.containerd.kata.v2"}}}""";

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void readsAHealthyEngineWithThreeGetsAndNothingElse() throws Exception {
        try (FakeEngine fake = FakeEngine.listen(socket(), Map.copyOf(healthy())::get)) {
            Engine engine = (Engine) ask(Duration.ofSeconds(5));

            assertThat(fake.requests()).containsExactlyInAnyOrder("GET /_ping", "GET /version", "GET /info");
            assertThat(engine.name()).isEqualTo("build-7");
            assertThat(engine.version()).isEqualTo("28.2.2");
            assertThat(engine.securityOptions()).contains(List.of("name=seccomp,profile=builtin", "name=cgroupns"));
            assertThat(engine.runtimes())
                    .contains(List.of(
                            new EngineRuntime("kata", "io.containerd.kata.v2", ""),
                            new EngineRuntime("runsc", "", "/usr/bin/runsc")));
        }
    }

    @Test
    void readsAnAncientEngineThatSaysLittle() throws Exception {
        Engine engine = (Engine) told("/info", FakeEngine.json("{\"Containers\":0}"));

        assertThat(engine.securityOptions()).isEmpty();
        assertThat(engine.runtimes()).isEmpty();
        assertThat(engine.name()).isEmpty();
    }

    @Test
    void takesMembersOfAnotherShapeForNotGiven() throws Exception {
        Engine engine = (Engine) told(
                "/info",
                FakeEngine.json("{\"Name\":7,\"SecurityOptions\":[{}],\"Runtimes\":{\"runsc\":\"/usr/bin/runsc\"}}"));

        assertThat(engine.name()).isEmpty();
        assertThat(engine.securityOptions()).isEmpty();
        assertThat(engine.runtimes()).isEmpty();
    }

    @Test
    void makesWhatAnEngineSaysPrintable() throws Exception {
        Engine engine = (Engine) told("/info", FakeEngine.json("{\"Name\":\"a\\u001b[31m\\ud800b\"}"));

        assertThat(engine.name()).isEqualTo("a?[31m?b");
    }

    @Test
    void saysThatNothingListens() throws Exception {
        assertTrouble(ask(Duration.ofSeconds(5)), Trouble.ABSENT, "does not exist");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
        assertTrouble(ask(Duration.ofSeconds(5)), Trouble.ABSENT, "refused the connection");
    }

    @Test
    void givesUpOnAnEngineThatHangsAtAnyOfItsAnswers() throws Exception {
        for (String path : List.of("/_ping", "/version", "/info")) {
            Unusable silent = (Unusable) ask(Duration.ofMillis(300), path, NEVER);
            assertThat(silent.trouble()).isEqualTo(Trouble.SILENT);
            assertThat(silent.reason()).isEqualTo("did not answer within 300 ms");
        }
    }

    @Test
    void seesThatAnAnswerIsCutShort() throws Exception {
        byte[] whole = FakeEngine.json(INFO);

        EngineReading reading = told("/info", Arrays.copyOf(whole, whole.length - 20));

        assertThat(((Unusable) reading).trouble()).isEqualTo(Trouble.NONSENSE);
    }

    @Test
    void seesThatAnAnswerIsHtmlAnErrorOrNoHttpAtAll() throws Exception {
        assertTrouble(
                told("/info", FakeEngine.answer(200, "text/html", "<html>welcome</html>")),
                Trouble.NONSENSE,
                "answered /info with something that is not JSON");
        assertTrouble(
                told("/info", FakeEngine.answer(500, "application/json", "{\"message\":\"secret\"}")),
                Trouble.NONSENSE,
                "answered /info with status 500");
        assertTrouble(
                told("/_ping", FakeEngine.answer(200, "text/plain", "pong")),
                Trouble.NONSENSE,
                "answered /_ping with something an engine does not say");
        assertTrouble(told("/_ping", "SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII)), Trouble.NONSENSE, "");
        assertTrouble(told("/info", FakeEngine.json("[]")), Trouble.NONSENSE, "not JSON");
    }

    @Test
    void stopsReadingAHugeAnswer() throws Exception {
        String huge = "{\"Name\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}";

        EngineReading reading = told("/info", FakeEngine.json(huge));

        assertTrouble(reading, Trouble.NONSENSE, "more than 4194304 bytes");
    }

    @Test
    void readsTheAddressesThatDockerHostCanHold() {
        assertThat(EngineAddress.parse("").shown()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(EngineAddress.parse("tcp://[::1]:2376")
                        .socket()
                        .orElseThrow()
                        .port())
                .isEqualTo(2376);
        assertThat(EngineAddress.parse("tcp://build-7").socket().orElseThrow().port())
                .isEqualTo(2375);
        for (String other :
                List.of("ssh://root@h", "tcp://", "tcp://h:99999", "npipe://x", "unix://relative", "nonsense")) {
            assertThat(EngineAddress.parse(other).socket()).as(other).isEqualTo(Optional.empty());
        }
    }

    @Test
    void doesNotSpeakToAddressesOfAnotherKind() throws Exception {
        var engine = new DockerEngine(VERTX, EngineAddress.parse("ssh://h"), Duration.ofSeconds(5));

        assertTrouble(engine.read().await(5, TimeUnit.SECONDS), Trouble.UNSUPPORTED, "unix:// or tcp://");
    }

    private EngineReading told(String path, byte[] answer) throws Exception {
        return ask(Duration.ofSeconds(5), path, answer);
    }

    private EngineReading ask(Duration limit, String path, byte[] answer) throws Exception {
        Map<String, byte[]> answers = healthy();
        answers.put(path, answer);
        try (FakeEngine fake = FakeEngine.listen(folder.resolve("e" + fakes++), answers::get)) {
            return ask(fake.socket(), limit);
        }
    }

    private int fakes;

    private EngineReading ask(Duration limit) throws Exception {
        return ask(socket(), limit);
    }

    private static EngineReading ask(Path socket, Duration limit) throws Exception {
        EngineAddress address = EngineAddress.parse("unix://" + socket);
        return new DockerEngine(VERTX, address, limit).read().await(10, TimeUnit.SECONDS);
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private static Map<String, byte[]> healthy() {
        return new HashMap<>(Map.of(
                "/_ping", FakeEngine.answer(200, "text/plain", "OK"),
                "/version", FakeEngine.json("{\"Version\":\"28.2.2\"}"),
                "/info", FakeEngine.json(INFO)));
    }

    private static void assertTrouble(EngineReading reading, Trouble trouble, String reason) {
        assertThat(reading).isInstanceOf(Unusable.class);
        assertThat(((Unusable) reading).trouble()).isEqualTo(trouble);
        assertThat(((Unusable) reading).reason()).contains(reason);
    }
}
