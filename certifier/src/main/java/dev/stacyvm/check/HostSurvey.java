package dev.stacyvm.check;

import dev.stacyvm.probe.EngineReading;
import dev.stacyvm.probe.Host;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is worth knowing of a host beyond what its runtimes need. No row of it is required: the worst is a warning. */
public final class HostSurvey {
    private final Host host;
    private final Time time;

    public HostSurvey(Host host, Time time) {
        this.host = host;
        this.time = time;
    }

    /** The same certification, its reports with the survey's rows. Never fails. */
    public Future<Certification> add(Certification found) {
        return rows(found.report().host())
                .map(rows -> new Certification(
                        with(found.report(), rows),
                        found.perRuntime().stream()
                                .map(report -> with(report, rows))
                                .toList()));
    }

    /** The rows. Those on the Docker engine are there only where one answers. */
    Future<List<CheckResult>> rows(HostFacts facts) {
        Future<Timed<Map<String, String>>> files = Timed.of(time, host::files);
        Future<Timed<EngineReading>> engine = Timed.of(time, host::engine);
        return Future.all(files, engine)
                .map(both -> rows(facts, files.result(), engine.result().value()));
    }

    private static List<CheckResult> rows(HostFacts facts, Timed<Map<String, String>> read, EngineReading engine) {
        Map<String, String> files = read.value();
        Rows rows = new Rows()
                .add("host.kernel", Duration.ZERO, KernelChecks.release(facts))
                .add("host.cgroup", read.took(), KernelChecks.cgroup(files))
                .add("host.user_namespaces", Duration.ZERO, KernelChecks.userNamespaces(files))
                .add("host.lsm", Duration.ZERO, KernelChecks.lsm(files))
                .add("host.nested_virtualisation", Duration.ZERO, CpuChecks.nested(files))
                .add("host.cpu_mitigations", Duration.ZERO, CpuChecks.mitigations(files))
                .add("host.smt", Duration.ZERO, CpuChecks.smt(files))
                .add("host.microcode", Duration.ZERO, CpuChecks.microcode(files))
                .add("host.ksm", Duration.ZERO, KernelChecks.ksm(files))
                .add("host.swap", Duration.ZERO, KernelChecks.swap(files))
                .add("host.disk", Duration.ZERO, KernelChecks.disk(files))
                .add("host.time_sync", Duration.ZERO, KernelChecks.timeSync(files));
        if (engine instanceof EngineReading.Engine answering) {
            rows.add("host.engine_age", Duration.ZERO, EngineSurvey.age(answering))
                    .add("host.engine_rootless", Duration.ZERO, EngineSurvey.rootless(answering))
                    .add("host.engine_live_restore", Duration.ZERO, EngineSurvey.liveRestore(answering));
        }
        return rows.list();
    }

    private static Report with(Report report, List<CheckResult> rows) {
        List<CheckResult> all =
                Stream.concat(report.checks().stream(), rows.stream()).toList();
        return new Report(
                report.generatedAt(), report.runtime(), report.host(), report.status(), all, report.subject());
    }
}
