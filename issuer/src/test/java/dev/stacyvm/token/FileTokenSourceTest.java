package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FileTokenSourceTest {
    private static final String FIRST = token("1", 300);
    private static final String SECOND = token("2", 600);
    private static Vertx vertx;

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private Path file;
    private FileTokenSource source;

    /** What may stand where a token file is expected. */
    private enum Hostile {
        ABSENT("does not exist") {
            @Override
            void put(Path file) {}
        },
        FOLDER("is not a regular file") {
            @Override
            void put(Path file) throws IOException {
                Files.createDirectory(file);
            }
        },
        FIFO("is not a regular file") {
            @Override
            void put(Path file) throws Exception {
                assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                        .isZero();
            }
        },
        LINK_TO_A_FIFO("is not a regular file") {
            @Override
            void put(Path file) throws Exception {
                FIFO.put(file.resolveSibling("fifo"));
                Files.createSymbolicLink(file, file.resolveSibling("fifo"));
            }
        },
        DEVICE("is not a regular file") {
            @Override
            void put(Path file) throws IOException {
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        },
        LINK_LOOP("does not exist") {
            @Override
            void put(Path file) throws IOException {
                Files.createSymbolicLink(file, file.resolveSibling("back"));
                Files.createSymbolicLink(file.resolveSibling("back"), file);
            }
        },
        DANGLING_LINK("does not exist") {
            @Override
            void put(Path file) throws IOException {
                Files.createSymbolicLink(file, file.resolveSibling("gone"));
            }
        },
        FIVE_MEGABYTES("is larger than 16384 bytes") {
            @Override
            void put(Path file) throws IOException {
                Files.write(file, new byte[5_000_000]);
            }
        },
        JUST_TOO_LARGE("is larger than 16384 bytes") {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "x".repeat(16_385));
            }
        },
        EMPTY("is empty") {
            @Override
            void put(Path file) throws IOException {
                Files.createFile(file);
            }
        };

        private final String why;

        Hostile(String why) {
            this.why = why;
        }

        abstract void put(Path file) throws Exception;
    }

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

    @ParameterizedTest
    @EnumSource
    void withNoTokenYetNothingIsSent(Hostile hostile) throws Exception {
        hostile.put(file);

        assertThat(read())
                .isEqualTo(new TokenReading.Nothing(file + " " + hostile.why + "; put a current token there"));
    }

    @ParameterizedTest
    @EnumSource
    void theLastGoodTokenServesThroughAnythingAndTheNextGoodOneIsTaken(Hostile hostile) throws Exception {
        Files.writeString(file, FIRST);
        read();
        Files.delete(file);
        hostile.put(file);

        assertThat(read()).isInstanceOfSatisfying(TokenReading.Degraded.class, degraded -> {
            assertThat(degraded.token().revealText()).isEqualTo(FIRST);
            assertThat(degraded.why()).isEqualTo(file + " " + hostile.why);
        });
        Files.deleteIfExists(file);
        Files.writeString(file, SECOND);
        assertFresh(SECOND);
    }

    @Test
    void readsTheFileAnewForEveryRequest() throws Exception {
        Files.writeString(file, FIRST + "\r\n");
        assertFresh(FIRST);
        Files.writeString(file, SECOND);
        assertFresh(SECOND);
    }

    @Test
    void theLastGoodTokenServesUntilItsOwnExpiry() throws Exception {
        Files.writeString(file, FIRST);
        read();
        Files.writeString(file, "stacyvm-wor");

        time.advance(Duration.ofMillis(299_999));
        assertThat(read()).isInstanceOf(TokenReading.Degraded.class);
        time.advance(Duration.ofMillis(1));
        assertThat(read())
                .isEqualTo(new TokenReading.Nothing(
                        file + " holds a damaged or half-written token; put a current token there"));
    }

    @Test
    void theSameFileIsRefusedOnceItsTokenExpired() throws Exception {
        Files.writeString(file, FIRST);
        assertFresh(FIRST);

        time.advance(Duration.ofMinutes(5));

        assertThat(read())
                .isEqualTo(new TokenReading.Nothing(
                        file + " holds a token that expired at 2026-05-09T10:05:00Z; put a current token there"));
    }

    @Test
    void anOlderTokenWrittenBackIsFollowedWhileItLives() throws Exception {
        Files.writeString(file, SECOND);
        assertFresh(SECOND);
        Files.writeString(file, FIRST);
        assertFresh(FIRST);
    }

    @Test
    void anExpiredTokenWrittenBackIsNotFollowed() throws Exception {
        time.advance(Duration.ofMinutes(6));
        Files.writeString(file, SECOND);
        assertFresh(SECOND);
        Files.writeString(file, FIRST);

        assertThat(read().sendable().orElseThrow().revealText()).isEqualTo(SECOND);
        assertThat(read()).isInstanceOf(TokenReading.Degraded.class);
    }

    @Test
    void anotherWorkersTokenIsNeverSent() throws Exception {
        Files.writeString(file, SignedPayload.token(SignedPayload.json("1", 300).replace("worker-a", "worker-b")));
        assertThat(read()).isInstanceOf(TokenReading.Nothing.class);

        try (FileTokenSource any = FileTokenSource.of(vertx, time, file)) {
            assertThat(await(any.read())).isInstanceOf(TokenReading.Fresh.class);
        }
    }

    @Test
    void aStaticTokenIsFineUntilASignedOneWasSeen() throws Exception {
        Files.writeString(file, "static-token\n");
        assertFresh("static-token");
        Files.writeString(file, FIRST);
        assertFresh(FIRST);
        Files.writeString(file, "static-token\n");

        assertThat(read())
                .isInstanceOfSatisfying(
                        TokenReading.Degraded.class,
                        degraded -> assertThat(degraded.why())
                                .isEqualTo(file + " held a signed token before and now holds something else"));
    }

    @Test
    void aTokenThatIsNotValidYetWaitsWhileAGoodOneLives() throws Exception {
        Files.writeString(file, FIRST);
        read();
        Files.writeString(file, beginning(20));

        assertThat(read().sendable().orElseThrow().revealText()).isEqualTo(FIRST);
        assertThat(read()).isInstanceOf(TokenReading.Degraded.class);
        time.advance(Duration.ofSeconds(20));
        assertFresh(beginning(20));
    }

    @Test
    void withNoGoodOneAnEarlyTokenIsSentOnceAVerifierMayTakeIt() throws Exception {
        Files.writeString(file, beginning(31));

        assertThat(read()).isInstanceOf(TokenReading.Nothing.class);
        time.advance(Duration.ofSeconds(1));
        assertFresh(beginning(31));
    }

    @Test
    void aSwappedDataFolderIsFollowed() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("..v1")).resolve("token"), FIRST);
        Files.writeString(Files.createDirectory(folder.resolve("..v2")).resolve("token"), SECOND);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
        Files.createSymbolicLink(file, Path.of("..data/token"));
        assertFresh(FIRST);

        Files.createSymbolicLink(folder.resolve("..new"), Path.of("..v2"));
        Files.move(folder.resolve("..new"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertFresh(SECOND);
    }

    @Test
    void everyHalfOfATruncatingWriteIsBridged() throws Exception {
        Files.writeString(file, FIRST);
        read();

        for (int length = 0; length < SECOND.length(); length += 7) {
            Files.writeString(file, SECOND.substring(0, length));
            assertThat(read().sendable().orElseThrow().revealText()).isEqualTo(FIRST);
        }
        Files.writeString(file, SECOND);
        assertFresh(SECOND);
    }

    @Test
    void completesOnTheCallersContext() throws Exception {
        Files.writeString(file, FIRST);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> seen = new CompletableFuture<>();

        context.runOnContext(ignored -> source.read().onComplete(reading -> seen.complete(Vertx.currentContext())));

        assertThat(seen.get(5, TimeUnit.SECONDS)).isSameAs(context);
    }

    @Test
    void theWatchTellsAWaitingWorkerOfItsFirstTokenAndOfEachNext() throws Exception {
        BlockingQueue<TokenReading> changes = new LinkedBlockingQueue<>();
        assertThat(read()).isInstanceOf(TokenReading.Nothing.class);
        source.onChange(changes::add);

        Files.writeString(file, FIRST);
        assertThat(next(changes).sendable().orElseThrow().revealText()).isEqualTo(FIRST);
        Files.move(Files.writeString(folder.resolve("new"), SECOND), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next(changes).sendable().orElseThrow().revealText()).isEqualTo(SECOND);
        Files.delete(file);
        assertThat(next(changes)).isInstanceOf(TokenReading.Degraded.class);
        Files.writeString(file, SECOND);
        assertThat(next(changes)).isInstanceOf(TokenReading.Fresh.class);
        assertThat(changes).isEmpty();
    }

    @Test
    void theWatchTellsThatATokenDiedInAFileNobodyTouched() throws Exception {
        BlockingQueue<TokenReading> changes = new LinkedBlockingQueue<>();
        Files.writeString(file, FIRST);
        assertFresh(FIRST);
        source.onChange(changes::add);

        time.stepWall(Duration.ofMinutes(5));

        assertThat(next(changes)).isInstanceOf(TokenReading.Nothing.class);
    }

    @Test
    void aStoppedListenerHearsNothingMoreWhileOthersDo() throws Exception {
        BlockingQueue<TokenReading> stopped = new LinkedBlockingQueue<>();
        BlockingQueue<TokenReading> changes = new LinkedBlockingQueue<>();
        TokenWatch.Watching watching = source.onChange(stopped::add);
        source.onChange(changes::add);

        watching.stop();
        watching.stop();
        Files.writeString(file, FIRST);

        assertThat(next(changes)).isInstanceOf(TokenReading.Fresh.class);
        assertThat(stopped).isEmpty();
    }

    @Test
    void aClosedSourceAnswersWithNothing() throws Exception {
        Files.writeString(file, FIRST);
        source.close();
        source.close();

        assertThat(read())
                .isEqualTo(new TokenReading.Nothing(
                        file + " cannot be read: the reader is closed; put a current token there"));
    }

    private void assertFresh(String token) throws Exception {
        TokenReading reading = read();
        assertThat(reading).isInstanceOf(TokenReading.Fresh.class);
        assertThat(reading.sendable().orElseThrow().revealText()).isEqualTo(token);
    }

    private TokenReading read() throws Exception {
        return await(source.read());
    }

    private static TokenReading next(BlockingQueue<TokenReading> changes) throws InterruptedException {
        TokenReading change = changes.poll(10, TimeUnit.SECONDS);
        assertThat(change).isNotNull();
        return change;
    }

    private static TokenReading await(Future<TokenReading> reading) throws Exception {
        return reading.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String token(String tokenId, long seconds) {
        return SignedPayload.token(SignedPayload.json(tokenId, seconds));
    }

    private static String beginning(long seconds) {
        String json = SignedPayload.json("n", 500);
        return SignedPayload.token(
                json.substring(0, json.length() - 1) + ",\"nbf\":" + (SignedPayload.NOW + seconds) + "}");
    }
}
