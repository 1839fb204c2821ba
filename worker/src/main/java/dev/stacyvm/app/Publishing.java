package dev.stacyvm.app;

import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.kafka.Forwarder;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Puts results into this machine's event log, and waits a while for them to reach the cluster, where one is named.
 *
 * @param state the folder of the log, checked already
 * @param patience how long it is waited for the cluster
 */
public record Publishing(Path state, Optional<KafkaAccess> kafka, Duration patience) {
    /** Into the log alone. */
    public static Publishing local(Path state) {
        return new Publishing(state, Optional.empty(), Duration.ZERO);
    }

    /**
     * Appends one event per report of a runtime.
     *
     * @return why the events are still queued, where they should have reached a cluster; fails with one sentence when the
     *     log cannot be written
     */
    Future<Optional<String>> runtimes(Vertx vertx, List<Report> reports) {
        return append(
                vertx,
                reports.stream()
                        .map(report -> EventDraft.runtime(HostKey.of(report.host()), report))
                        .toList());
    }

    /** As {@link #runtimes}, for one worker's identity. */
    Future<Optional<String>> workerIdentity(Vertx vertx, String workerId, Report report) {
        return append(vertx, List.of(EventDraft.workerIdentity(HostKey.of(report.host()), workerId, report)));
    }

    private Future<Optional<String>> append(Vertx vertx, List<EventDraft> drafts) {
        return LocalLog.open(vertx, LogSettings.of(state))
                .compose(log -> log.append(drafts)
                        .compose(appended -> kafka.map(cluster -> forward(vertx, log, cluster))
                                .orElse(Future.succeededFuture(Optional.empty())))
                        .eventually(log::close));
    }

    private Future<Optional<String>> forward(Vertx vertx, LocalLog log, KafkaAccess cluster) {
        KafkaAccess.Opened access = cluster.open(vertx);
        Forwarder forwarder = Forwarder.start(vertx, log, access.settings());
        return log.locate(new Start.End())
                .compose(newest -> forwarder.reached(newest, patience))
                .map(sent -> sent ? Optional.<String>empty() : Optional.of(why(forwarder, cluster)))
                .eventually(forwarder::close)
                .onComplete(done -> access.end().run());
    }

    private static String why(Forwarder forwarder, KafkaAccess cluster) {
        return forwarder.problem().orElse("Kafka at " + cluster.brokers() + " did not take it in time");
    }
}
