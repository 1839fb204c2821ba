package dev.stacyvm.check;

import dev.stacyvm.probe.Host;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.probe.LiveHost;
import dev.stacyvm.probe.Place;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Certifies that a host has what its sandbox runtimes need. Probes of all runtimes go in parallel, and the Docker engine
 * is asked once for all of them.
 */
public final class RuntimeCertification {
    private final Host host;
    private final Optional<LiveHost> live;
    private final Time time;
    private final Consumer<Target> ended;

    private RuntimeCertification(Host host, Optional<LiveHost> live, Time time, Consumer<Target> ended) {
        this.host = host;
        this.live = live;
        this.time = time;
        this.ended = ended;
    }

    /** Looks only; nothing on the host is changed. */
    public RuntimeCertification(Host host, Time time) {
        this(host, Optional.empty(), time, target -> {});
    }

    /** Makes real sandboxes besides, and takes them away again. */
    public RuntimeCertification withLive(LiveHost sandboxes) {
        return new RuntimeCertification(host, Optional.of(sandboxes), time, ended);
    }

    /** @param listener told about each runtime as its last check ends */
    public RuntimeCertification telling(Consumer<Target> listener) {
        return new RuntimeCertification(host, live, time, listener);
    }

    /** Runs every check of the target. Never fails for anything the host does; ends within the host's limits. */
    public Future<Certification> run(Target target, CertificationSettings settings) {
        return host.identity().compose(identity -> {
            RuntimeRun run = new RuntimeRun(host, live, time, identity.facts(), settings);
            List<Future<List<CheckResult>>> running = target.runtimes().stream()
                    .map(runtime -> run.checks(runtime).onComplete(done -> ended.accept(runtime)))
                    .toList();
            return Future.all(running).map(all -> told(target, identity, running));
        });
    }

    private Certification told(Target target, HostIdentity identity, List<Future<List<CheckResult>>> ended) {
        List<Target> runtimes = target.runtimes();
        List<Report> reports = IntStream.range(0, runtimes.size())
                .mapToObj(at -> report(runtimes.get(at), identity, ended.get(at).result()))
                .toList();
        List<CheckResult> together =
                ended.stream().flatMap(each -> each.result().stream()).toList();
        return new Certification(report(target, identity, together), reports);
    }

    private Report report(Target target, HostIdentity identity, List<CheckResult> checks) {
        String now = time.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<CheckResult> rows =
                Stream.concat(place(identity.place()), checks.stream()).toList();
        return Report.of(now, target.word(), identity.facts(), rows);
    }

    private static Stream<CheckResult> place(Place place) {
        if (!place.container()) {
            return Stream.empty();
        }
        Verdict verdict = Verdict.warn(
                "this runs in a container, so programs, files and machine id are the container's and nothing is proven"
                        + " of the host's: " + place.reason(),
                "run the certification on the host itself");
        return Stream.of(verdict.named("host.container", Duration.ZERO));
    }
}
