package dev.stacyvm.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class PemWatchTest {
    private static final TestCertificate AUTHORITY = TestCertificate.authority("ours");

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final List<PemMaterial> taken = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path folder;

    private PemPair files;
    private PemWatch watch;

    @BeforeEach
    void follow() {
        ((Logger) LoggerFactory.getLogger(PemWatch.class)).addAppender(log);
        log.start();
        files = AUTHORITY.issue("server").write(folder, "server");
        watch = new PemWatch(vertx, new PemFiles(Optional.of(files), Optional.empty()), time);
        watch.follow(Optional.of(Await.value(watch.read())), found -> {
            taken.add(found);
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(PemWatch.class)).detachAppender(log);
        watch.stop();
        Await.value(vertx.close());
    }

    @Test
    void handsOnNothingWhileNothingChanges() {
        look();
        look();

        assertThat(taken).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void handsOnANewPairOnce() {
        AUTHORITY.issue("server").write(folder, "server");

        look();
        look();

        assertThat(taken).hasSize(1);
    }

    @Test
    void tellsABadPairOnceAndTakesTheNextGoodOne() throws IOException {
        Files.writeString(files.certificate(), "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n");
        look();
        look();
        assertThat(taken).isEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("certificates not taken, what was read before stays in use error="
                        + files.certificate() + " holds no readable PEM certificate");

        AUTHORITY.issue("server").write(folder, "server");
        look();

        assertThat(taken).hasSize(1);
    }

    @Test
    void keepsTheOldPairWhileOnlyTheCertificateWasReplaced() throws IOException {
        PemPair next = AUTHORITY.issue("server").write(folder, "next");
        Files.copy(next.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        look();
        assertThat(taken).isEmpty();

        Files.move(next.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        look();

        assertThat(taken).hasSize(1);
    }

    /** One look, waited for: the next one is scheduled when it has ended. */
    private void look() {
        time.advance(Duration.ofSeconds(1));
        Await.until(() -> !time.idle());
    }
}
