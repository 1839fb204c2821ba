package dev.stacyvm.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.attest.Attested;
import dev.stacyvm.attest.Attesting;
import dev.stacyvm.attest.IssuerAttesting;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.kafka.Forwarder;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts results into this machine's event log, attested where an issuer is named, and waits a while for them to reach the
 * cluster, where one is named.
 *
 * @param state the folder of the log, checked already
 * @param patience how long it is waited for the cluster
 */
public record Publishing(Path state, Optional<KafkaAccess> kafka, Optional<AttestAccess> issuer, Duration patience) {
    /** Into the log alone. */
    public static Publishing local(Path state) {
        return new Publishing(state, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    /**
     * What came of it, beside the events in the log.
     *
     * @param queued why events have not reached the cluster yet, where one was named
     * @param unattested why one of them is not attested, where an issuer was named
     */
    public record Published(Optional<String> queued, Optional<String> unattested) {
        static final Published NOTHING = new Published(Optional.empty(), Optional.empty());
    }

    /** Appends one event per report of a runtime. Fails with one sentence when the log cannot be written. */
    Future<Published> runtimes(Vertx vertx, List<Report> reports) {
        return reports.isEmpty()
                ? Future.succeededFuture(Published.NOTHING)
                : publish(
                        vertx,
                        reports.get(0).host(),
                        host -> reports.stream()
                                .map(report -> EventDraft.runtime(host, report))
                                .toList());
    }

    /** As {@link #runtimes}, for one worker's identity. */
    Future<Published> workerIdentity(Vertx vertx, String workerId, Report report) {
        return publish(vertx, report.host(), host -> List.of(EventDraft.workerIdentity(host, workerId, report)));
    }

    private Future<Published> publish(Vertx vertx, HostFacts facts, Function<HostKey, List<EventDraft>> drafts) {
        if (issuer.isEmpty()) {
            return append(vertx, drafts.apply(HostKey.of(facts)), Optional.empty())
                    .map(queued -> new Published(queued, Optional.empty()));
        }
        AttestAccess.Opened access = issuer.get().open(vertx);
        IssuerAttesting attesting = access.attesting();
        return issuer.get()
                .host(attesting, facts)
                .compose(host -> attest(attesting, drafts.apply(host)))
                .compose(attested -> append(vertx, attested.drafts(), Optional.of(attesting))
                        .map(queued -> new Published(queued, attested.why())))
                .onComplete(done -> access.end().run());
    }

    private record AttestedDrafts(List<EventDraft> drafts, Optional<String> why) {}

    /** All at once; each takes a few seconds at most. */
    private static Future<AttestedDrafts> attest(Attesting attesting, List<EventDraft> drafts) {
        List<Future<Attested>> answers = drafts.stream()
                .map(draft -> draft.report() instanceof ObjectNode report
                        ? attesting.attest(draft.host(), report)
                        : Future.<Attested>succeededFuture(new Attested.Never("it is no report")))
                .toList();
        return Future.join(answers).map(all -> together(drafts, answers));
    }

    private static AttestedDrafts together(List<EventDraft> drafts, List<Future<Attested>> answers) {
        List<EventDraft> attested = new ArrayList<>();
        Optional<String> why = Optional.empty();
        for (int next = 0; next < drafts.size(); next++) {
            Attested answer = answers.get(next).result();
            if (answer instanceof Attested.Given given) {
                attested.add(drafts.get(next).attested(given.envelope()));
            } else {
                attested.add(drafts.get(next));
                why = Optional.of(
                        answer instanceof Attested.NotNow later ? later.why() : ((Attested.Never) answer).why());
            }
        }
        return new AttestedDrafts(attested, why);
    }

    private Future<Optional<String>> append(Vertx vertx, List<EventDraft> drafts, Optional<Attesting> attesting) {
        return LocalLog.open(vertx, LogSettings.of(state))
                .compose(log -> log.append(drafts)
                        .compose(appended -> kafka.map(cluster -> forward(vertx, log, cluster, attesting))
                                .orElse(Future.succeededFuture(Optional.empty())))
                        .eventually(log::close));
    }

    private Future<Optional<String>> forward(
            Vertx vertx, LocalLog log, KafkaAccess cluster, Optional<Attesting> attesting) {
        KafkaAccess.Opened access = cluster.open(vertx);
        Forwarder forwarder = Forwarder.start(vertx, log, access.settings(), attesting);
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
