package dev.stacyvm.check;

import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.LiveHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A certification with all that its report carries: what the runtimes need, the survey of the host, and the terms under
 * which it stands. All of it is asked at once, and nothing twice.
 */
public final class CompleteCertification {
    private final Host host;
    private final Time time;
    private final Optional<LiveHost> sandboxes;
    private final Consumer<Target> ended;

    private CompleteCertification(Host host, Time time, Optional<LiveHost> sandboxes, Consumer<Target> ended) {
        this.host = host;
        this.time = time;
        this.sandboxes = sandboxes;
        this.ended = ended;
    }

    /** Looks only. */
    public static CompleteCertification of(Host host, Time time) {
        return new CompleteCertification(host, time, Optional.empty(), target -> {});
    }

    /** Makes real sandboxes besides, and takes them away again. */
    public CompleteCertification withLive(LiveHost live) {
        return new CompleteCertification(host, time, Optional.of(live), ended);
    }

    /** @param listener told about each runtime as its last check ends */
    public CompleteCertification telling(Consumer<Target> listener) {
        return new CompleteCertification(host, time, sandboxes, listener);
    }

    /** Never fails for anything the host does; lasts as long as its slowest check. */
    public Future<Certification> run(Target target, CertificationSettings settings) {
        HostOnce once = new HostOnce(host);
        HostSurvey survey = new HostSurvey(once, time);
        RuntimeCertification looking = new RuntimeCertification(once, time).telling(ended);
        Future<Certification> found =
                sandboxes.map(looking::withLive).orElse(looking).run(target, settings);
        Future<List<CheckResult>> rows = once.identity().compose(identity -> survey.rows(identity.facts()));
        Future<Map<String, String>> parts =
                once.identity().compose(identity -> new Fingerprints(once, settings).of(target, identity.facts()));
        return Future.all(found, rows, parts)
                .compose(all -> survey.add(found.result()))
                .compose(new Stamping(once, settings)::stamp);
    }
}
