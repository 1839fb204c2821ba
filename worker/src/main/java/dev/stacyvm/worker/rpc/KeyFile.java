package dev.stacyvm.worker.rpc;

import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Scheduler.Scheduled;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.PublicKeyText;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies with the public keys in a file (PEM, JWK or JWKS), which is read again every two seconds: keys rotate without a
 * restart. While the file cannot be used, the keys it held last stay.
 */
public final class KeyFile implements TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 64 * 1024;

    private final Path file;
    private final Function<JwtVerifier, TokenVerifier> around;
    private final WorkerExecutor executor;
    private final Scheduler scheduler;
    /** Swapped whole, on the event loop alone. */
    private volatile TokenVerifier current;

    private String text;
    private String told = "";
    private Scheduled next = () -> {};
    private boolean stopped;

    private KeyFile(
            Vertx vertx, Path file, WorkerExecutor executor, Function<JwtVerifier, TokenVerifier> around, String text) {
        this.file = file;
        this.around = around;
        this.executor = executor;
        this.scheduler = Scheduler.of(vertx);
        this.text = text;
        this.current = verifier(text);
    }

    /**
     * Reads the file and begins to follow it.
     *
     * @param around makes the verifier to use of the one with the file's keys
     * @return fails with one sentence when the file holds no public key now
     */
    public static Future<KeyFile> start(Vertx vertx, Path file, Function<JwtVerifier, TokenVerifier> around) {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("stacyvm-rpc-keys", 1);
        return executor.executeBlocking(() -> read(file))
                .map(text -> new KeyFile(vertx, file, executor, around, text).follow())
                .recover(failure -> executor.close()
                        .transform(closed -> Future.failedFuture(new IllegalArgumentException(
                                clause(file, failure) + "; name the public keys of who mints tokens for callers",
                                failure))));
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        return current.verify(token, expected);
    }

    /** Reads it no more. */
    public Future<Void> stop() {
        stopped = true;
        next.cancel();
        return executor.close();
    }

    private KeyFile follow() {
        next = scheduler.after(INTERVAL, this::look);
        return this;
    }

    private void look() {
        executor.executeBlocking(() -> read(file)).map(this::adopted).onComplete(done -> {
            tell(done.failed() ? clause(file, done.cause()) : "");
            if (!stopped) {
                follow();
            }
        });
    }

    private boolean adopted(String read) {
        if (!read.equals(text)) {
            current = verifier(read);
            text = read;
            LOG.info("public keys of callers changed file={}", file);
        }
        return true;
    }

    private void tell(String problem) {
        if (!problem.isEmpty() && !problem.equals(told)) {
            LOG.warn("public keys of callers cannot be read, those known stay file={} error={}", file, problem);
        }
        told = problem;
    }

    private TokenVerifier verifier(String keys) {
        return around.apply(JwtVerifier.ofAnyIssuer(PublicKeyText.read(keys), Time.system()));
    }

    private static String read(Path file) throws IOException {
        return new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.UTF_8);
    }

    private static String clause(Path file, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(file.toString()) ? message : file + ": " + message;
    }
}
