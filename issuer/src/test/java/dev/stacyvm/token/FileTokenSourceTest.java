package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTokenSourceTest {
    private static Vertx vertx;

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private Path file;
    private FileTokenSource source;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @BeforeEach
    void open() {
        file = folder.resolve("token");
        source = FileTokenSource.of(vertx, time, file, "worker-a");
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void readsTheFileAnewForEveryRequest() throws Exception {
        String first = SignedPayload.token(SignedPayload.json("1", 300));
        String second = SignedPayload.token(SignedPayload.json("2", 300));

        Files.writeString(file, first + "\r\n");
        TokenReading before = read();
        Files.writeString(file, second);
        TokenReading after = read();

        assertThat(before).isInstanceOf(TokenReading.Fresh.class);
        assertThat(before.sendable().orElseThrow().revealText()).isEqualTo(first);
        assertThat(after.sendable().orElseThrow().revealText()).isEqualTo(second);
    }

    @Test
    void theLastGoodTokenServesUntilItsOwnExpiry() throws Exception {
        Files.writeString(file, SignedPayload.token(SignedPayload.json("1", 300)));
        read();
        Files.writeString(file, "stacyvm-wor");

        assertThat(read()).isInstanceOf(TokenReading.Degraded.class);
        time.advance(Duration.ofMinutes(5));
        assertThat(read())
                .isEqualTo(new TokenReading.Nothing(
                        file + " holds a damaged or half-written token; put a current token there"));
    }

    private TokenReading read() throws Exception {
        return source.read().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
