package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertifyRuntimeCommandTest {
    @TempDir
    private Path folder;

    /** Doctor and sign-off look at that engine; so must what they are compared with. */
    @Test
    void looksAtTheEngineThatIsConfigured() throws Exception {
        Path socket = folder.resolve("engine.sock");
        Files.writeString(
                folder.resolve("stacyvm.yaml"), "providers:\n  docker:\n    socket: \"unix://" + socket + "\"\n");
        FakeEngine engine = engine(socket);
        try {
            Run run = Run.with(
                    folder,
                    "",
                    Map.of("PATH", folder.toString(), "HOME", folder.toString(), "DOCKER_HOST", "unix:///absent.sock"),
                    "certify",
                    "runtime",
                    "docker",
                    "--format",
                    "json",
                    "--state",
                    folder.resolve("state").toString());

            assertThat(run.out()).contains("27.0-configured");
        } finally {
            engine.close();
        }
    }

    private static FakeEngine engine(Path socket) throws IOException {
        return FakeEngine.listen(
                socket,
                path -> path.equals("/_ping")
                        ? http("text/plain", "OK")
                        : http(
                                "application/json",
                                "{\"Version\":\"27.0-configured\",\"KernelVersion\":\"6.1\",\"Name\":\"here\",\"Runtimes\":{}}"));
    }

    private static byte[] http(String type, String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }
}
