package dev.stacyvm.check;

import dev.stacyvm.probe.Host;
import dev.stacyvm.report.Report;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives reports their terms: until when, and while what, they stand. */
public final class Stamping {
    private final Fingerprints fingerprints;
    private final Duration standsFor;

    public Stamping(Host host, CertificationSettings settings) {
        this.fingerprints = new Fingerprints(host, settings);
        this.standsFor = settings.standsFor();
    }

    /** The same certification, each report with terms of its own. Never fails. */
    public Future<Certification> stamp(Certification found) {
        List<Report> all = new ArrayList<>(found.perRuntime());
        all.add(found.report());
        List<Future<Report>> stamped = all.stream().map(this::stamp).toList();
        return Future.all(stamped).map(done -> {
            List<Report> reports = stamped.stream().map(Future::result).toList();
            int last = reports.size() - 1;
            return new Certification(reports.get(last), reports.subList(0, last));
        });
    }

    private Future<Report> stamp(Report report) {
        Target target = Target.parse(report.runtime()).orElse(Target.ALL);
        Future<Map<String, String>> parts = fingerprints.of(target, report.host());
        return parts.map(found -> Terms.on(report, found, standsFor));
    }
}
