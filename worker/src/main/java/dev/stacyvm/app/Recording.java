package dev.stacyvm.app;

import dev.stacyvm.issuer.AttestationKeys;
import dev.stacyvm.recorder.AnyRule;
import dev.stacyvm.recorder.AttestedRule;
import dev.stacyvm.recorder.RecorderSettings;
import dev.stacyvm.recorder.Trusted;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.AttestationVerifier;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder of {@code up}: on the machine's log, or on a cluster where one is named. While no broker answers it is
 * tried again, and nothing else waits for it.
 */
final class Recording implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Supplier<Future<Role>> recorder;
    private final Promise<Void> stopped = Promise.promise();
    private Future<Role> trying = Future.failedFuture("not begun");
    private Scheduler.Scheduled alarm = () -> {};
    private boolean stopping;
    private boolean told;

    private Recording(Vertx vertx, Supplier<Future<Role>> recorder) {
        this.scheduler = Scheduler.of(vertx);
        this.recorder = recorder;
    }

    /** Starts it. Fails with one sentence when the log or the artifact folder cannot be used; a broker is waited for. */
    static Future<Role> start(Vertx vertx, UpFolder folder, Optional<KafkaAccess> kafka) {
        Trusted trusted = Trusted.of(keys(folder));
        RecorderSettings settings = RecorderSettings.of(folder.artifacts());
        if (kafka.isEmpty()) {
            return RecorderRole.start(vertx, folder.state(), settings.trusting(new AnyRule(() -> trusted)));
        }
        RecorderSettings attested = settings.trusting(new AttestedRule(() -> trusted));
        Recording recording = new Recording(vertx, () -> RecorderRole.start(vertx, kafka.get(), attested));
        recording.begin();
        return Future.succeededFuture(recording);
    }

    /** Those of the issuer that runs on this machine. */
    private static Optional<AttestationVerifier> keys(UpFolder folder) {
        try {
            return Optional.of(new AttestationVerifier(AttestationKeys.published(folder.state()).stream()
                    .flatMap(pem -> P256Key.fromPem(pem).stream())
                    .toList()));
        } catch (IOException failure) {
            throw new OperatorError("the attestation keys in " + folder.state() + " cannot be read", failure);
        }
    }

    private void begin() {
        trying = recorder.get();
        trying.onFailure(failure -> {
            if (stopping) {
                return;
            }
            if (!told) {
                told = true;
                LOG.warn("nothing is recorded until the cluster answers error={}", failure.getMessage());
            }
            alarm = scheduler.after(PAUSE, this::begin);
        });
    }

    @Override
    public Future<Void> stop() {
        if (!stopping) {
            stopping = true;
            alarm.cancel();
            trying.transform(tried -> tried.succeeded() ? tried.result().stop() : Future.succeededFuture())
                    .onComplete(stopped::handle);
        }
        return stopped.future();
    }
}
