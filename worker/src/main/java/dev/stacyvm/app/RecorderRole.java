package dev.stacyvm.app;

import dev.stacyvm.bus.kafka.DeadLetterTopic;
import dev.stacyvm.bus.kafka.DeniedWorkers;
import dev.stacyvm.bus.kafka.KafkaBus;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.recorder.Recorder;
import dev.stacyvm.recorder.RecorderSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A recorder, on this machine's event log or on a Kafka cluster. */
public final class RecorderRole {
    private static final Logger LOG = LoggerFactory.getLogger(RecorderRole.class);

    private RecorderRole() {}

    /**
     * Records this machine's log, whose events need no attestation: only its own user can write it. Starts where the
     * artifact folder's last recorder left off.
     *
     * @param state the state folder, which was checked already
     * @return fails with one sentence when the log or the artifact folder cannot be used, or another recorder has it
     */
    public static Future<Role> start(Vertx vertx, Path state, RecorderPlan plan) {
        RecorderTrust trust =
                new RecorderTrust(vertx, plan.trust(), plan.settings().artifacts(), revoked -> {});
        return new Roles()
                .then(() -> Future.succeededFuture(trust))
                .then(() -> record(vertx, state, plan.trusting(trust)))
                .started();
    }

    private static Future<Role> record(Vertx vertx, Path state, RecorderSettings settings) {
        return LocalLog.open(vertx, LogSettings.of(state))
                .compose(log -> Recorder.start(vertx, settings, new Recorder.Source(log, log))
                        .<Role>map(recorder -> () -> recorder.stop().eventually(log::close))
                        .onSuccess(started -> LOG.info("recorder started file={}", settings.artifacts()))
                        .recover(failure -> log.close().transform(closed -> Future.failedFuture(failure))));
    }

    /**
     * Records the certifications of a cluster; what cannot be recorded goes to its dead-letter topic.
     *
     * @return fails with one sentence when no broker answers, the artifact folder cannot be used, or revoked workers
     *     cannot be denied where that was asked for
     */
    public static Future<Role> start(Vertx vertx, KafkaAccess kafka, RecorderPlan plan) {
        KafkaAccess.Opened access = kafka.open(vertx);
        return new Roles()
                .then(() -> Future.<Role>succeededFuture(() -> {
                    access.end().run();
                    return Future.succeededFuture();
                }))
                .then(() -> trustAndRecord(vertx, access, plan))
                .started();
    }

    private static Future<Role> trustAndRecord(Vertx vertx, KafkaAccess.Opened access, RecorderPlan plan) {
        Future<Optional<DeniedWorkers>> denying = plan.deny()
                ? DeniedWorkers.open(vertx, access.settings()).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
        return denying.compose(denied -> {
            RecorderTrust trust = new RecorderTrust(
                    vertx,
                    plan.trust(),
                    plan.settings().artifacts(),
                    revoked -> denied.ifPresent(rules -> rules.set(revoked)));
            return new Roles()
                    .then(() -> Future.<Role>succeededFuture(
                            () -> denied.map(DeniedWorkers::close).orElse(Future.succeededFuture())))
                    .then(() -> Future.succeededFuture(trust))
                    .then(() -> consume(vertx, access, plan.trusting(trust)))
                    .started();
        });
    }

    /** Both are opened at once: a recorder that comes back should not be long about it. */
    private static Future<Role> consume(Vertx vertx, KafkaAccess.Opened access, RecorderSettings settings) {
        Future<KafkaBus> opening = KafkaBus.open(vertx, access.settings());
        Future<DeadLetterTopic> preparing = DeadLetterTopic.open(vertx, access.settings());
        return Future.join(opening, preparing)
                .compose(both ->
                        Recorder.start(vertx, settings, new Recorder.Source(opening.result(), preparing.result())))
                .<Role>map(recorder -> () -> recorder.stop().eventually(() -> close(opening, preparing)))
                .recover(failure -> close(opening, preparing).transform(closed -> Future.failedFuture(failure)));
    }

    private static Future<Void> close(Future<KafkaBus> bus, Future<DeadLetterTopic> letters) {
        return bus.compose(KafkaBus::close)
                .otherwiseEmpty()
                .eventually(() -> letters.compose(DeadLetterTopic::close).otherwiseEmpty());
    }
}
