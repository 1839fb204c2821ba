package dev.stacyvm.app;

import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** Puts results into this machine's event log. */
final class Publishing {
    private Publishing() {}

    /** Appends one event per report of a runtime. Fails with one sentence when the log cannot be written. */
    static Future<Void> runtimes(Vertx vertx, Path state, List<Report> reports) {
        return append(
                vertx,
                state,
                reports.stream()
                        .map(report -> EventDraft.runtime(HostKey.of(report.host()), report))
                        .toList());
    }

    static Future<Void> workerIdentity(Vertx vertx, Path state, String workerId, Report report) {
        return append(vertx, state, List.of(EventDraft.workerIdentity(HostKey.of(report.host()), workerId, report)));
    }

    private static Future<Void> append(Vertx vertx, Path state, List<EventDraft> drafts) {
        return LocalLog.open(vertx, LogSettings.of(state))
                .compose(log -> log.append(drafts).<Void>mapEmpty().eventually(log::close));
    }
}
