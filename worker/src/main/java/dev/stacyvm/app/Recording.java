package dev.stacyvm.app;

import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.issuer.AttestationKeys;
import dev.stacyvm.recorder.RecorderSettings;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.token.P256Key;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

    /**
     * Starts it, trusting the issuer of this machine at {@code issuer}. Fails with one sentence when the log or the
     * artifact folder cannot be used; a broker is waited for.
     */
    static Future<Role> start(Vertx vertx, UpFolder folder, BaseUrl issuer, Optional<KafkaAccess> kafka) {
        TrustSource.Feed feed =
                new TrustSource.Feed(issuer, ClientTls.usual(), new TrustSource.Login.ApiKey(folder.adminApiKey()));
        TrustSource trust = new TrustSource(keys(folder), Optional.of(feed));
        RecorderSettings settings = RecorderSettings.of(folder.artifacts());
        RecorderPlan plan = new RecorderPlan(settings, trust, kafka.isEmpty(), false);
        if (kafka.isEmpty()) {
            return RecorderRole.start(vertx, folder.state(), plan);
        }
        Recording recording = new Recording(vertx, () -> RecorderRole.start(vertx, kafka.get(), plan));
        recording.begin();
        return Future.succeededFuture(recording);
    }

    /** Those of the issuer that runs on this machine, which are known before its feed has answered. */
    private static List<P256Key> keys(UpFolder folder) {
        try {
            return AttestationKeys.published(folder.state()).stream()
                    .flatMap(pem -> P256Key.fromPem(pem).stream())
                    .toList();
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
