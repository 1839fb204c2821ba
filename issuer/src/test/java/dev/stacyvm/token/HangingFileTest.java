package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HangingFileTest {
    private static final String TOKEN = SignedPayload.token(SignedPayload.json("1", 300));
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static Vertx vertx;

    private final ManualTime time = new ManualTime();
    private final GatedFile file = new GatedFile();
    private final FileTokenSource source = new FileTokenSource(vertx, time, file, Optional.empty(), LIMIT);

    /** A file each read of which waits to be let through, uninterruptibly, as a dead mount's does. */
    private static final class GatedFile implements TokenFile {
        private final Semaphore gate = new Semaphore(0);
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger lookingAt = new AtomicInteger();
        private volatile CountDownLatch looks = new CountDownLatch(0);

        @Override
        public Object identity() {
            CountDownLatch until = looks;
            lookingAt.incrementAndGet();
            while (until.getCount() > 0) {
                try {
                    until.await();
                } catch (InterruptedException uninterruptible) {
                    // As a dead mount's.
                }
            }
            lookingAt.decrementAndGet();
            return "same";
        }

        @Override
        public byte[] content() {
            opened.incrementAndGet();
            gate.acquireUninterruptibly();
            return TOKEN.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String name() {
            return "/mnt/token";
        }
    }

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().await();
    }

    @AfterEach
    void letGo() {
        file.gate.release(1000);
        source.close();
    }

    @Test
    void callersThatComeDuringAReadShareTheNextForThisOneMayHaveSeenTheFileOfBefore() throws Exception {
        var readings = IntStream.range(0, 50).mapToObj(i -> source.read()).toList();
        file.gate.release(2);

        for (Future<TokenReading> reading : readings) {
            assertThat(await(reading)).isInstanceOf(TokenReading.Fresh.class);
        }
        assertThat(file.opened).hasValue(2);
    }

    @Test
    void aReadBeyondTheLimitCountsAsFailed() throws Exception {
        assertThat(await(source.read()))
                .isEqualTo(new TokenReading.Nothing(
                        "/mnt/token cannot be read: reading took longer than 100 ms; put a current token there"));
    }

    @Test
    void theLastGoodTokenServesWhileTheFileHangs() throws Exception {
        file.gate.release();
        await(source.read());

        assertThat(await(source.read())).isInstanceOf(TokenReading.Degraded.class);
    }

    @Test
    void whileAReadHangsLaterOnesFailAtOnceWithoutAnotherThread() throws Exception {
        await(source.read());

        for (int i = 0; i < 1_000; i++) {
            assertThat(await(source.read()))
                    .isEqualTo(new TokenReading.Nothing(
                            "/mnt/token cannot be read: an earlier read still hangs; put a current token there"));
        }
        assertThat(file.opened).hasValue(1);
    }

    @Test
    void whenTheHungReadReturnsTheNextOneIsFresh() throws Exception {
        await(source.read());
        file.gate.release(1000);

        TokenReading reading = await(source.read());
        while (reading instanceof TokenReading.Nothing) {
            reading = await(source.read());
        }

        assertThat(reading).isInstanceOf(TokenReading.Fresh.class);
    }

    @Test
    void aThreadThatHangsOnIsReplacedAFewTimesAndNoMore() throws Exception {
        for (int i = 0; i < 10; i++) {
            await(source.read());
            time.advance(Duration.ofSeconds(10));
        }

        assertThat(file.opened).hasValue(1 + LimitedThread.MAX_HUNG);
        file.gate.release(1000);
        TokenReading reading = await(source.read());
        while (reading instanceof TokenReading.Nothing) {
            reading = await(source.read());
        }
        assertThat(reading).isInstanceOf(TokenReading.Fresh.class);
    }

    @Test
    void aLookThatHungAndCameBackLeavesAllReplacementsForLater() throws Exception {
        file.gate.release(1000);
        await(source.read());
        source.onChange(reading -> {});
        for (int round = 0; round <= LimitedThread.MAX_HUNG; round++) {
            file.looks = new CountDownLatch(1);
            Await.until(() -> file.lookingAt.get() == 1);
            assertThat(await(source.read())).isInstanceOf(TokenReading.Degraded.class);
            time.advance(Duration.ofSeconds(10));

            // On another thread, which hangs too.
            assertThat(await(source.read())).isInstanceOf(TokenReading.Degraded.class);
            Await.until(() -> file.lookingAt.get() == 2);

            file.looks.countDown();
            Await.until(() -> file.lookingAt.get() == 0);
            Await.until(() -> Await.value(source.read()) instanceof TokenReading.Fresh);
        }
    }

    private static TokenReading await(Future<TokenReading> reading) throws Exception {
        return reading.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
