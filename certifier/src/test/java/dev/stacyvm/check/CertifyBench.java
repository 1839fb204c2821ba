package dev.stacyvm.check;

import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Certifies this machine: all runtimes at once, one after the other, and with an engine that accepts and never answers. */
public final class CertifyBench {
    private static final int RUNS = 7;
    private static final int SLOW_RUNS = 1;

    private final Vertx vertx = Vertx.vertx();
    private final Time time = Time.system();
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    private CertifyBench() {}

    // The argument: a folder that exists, for the socket of the silent engine.
    public static void main(String[] arguments) throws Exception {
        CertifyBench bench = new CertifyBench();
        bench.together();
        System.out.printf("%-34s %8s %18s%n", "certify runtime, without --live", "median", "slowest check");
        bench.compare("the engine of this host", RUNS);
        Path socket = Path.of(arguments[0], "silent.sock");
        Await.value(bench.vertx
                .createNetServer()
                .connectHandler(open -> {})
                .listen(SocketAddress.domainSocketAddress(socket.toString())));
        bench.environment.put("DOCKER_HOST", "unix://" + socket);
        bench.compare("an engine that never answers", SLOW_RUNS);
        Files.deleteIfExists(socket);
        Await.value(bench.vertx.close());
    }

    private void compare(String name, int runs) {
        System.out.println(name);
        Timing all = median(runs, this::together);
        Timing row = median(runs, this::inARow);
        show("  all at once", all);
        show("  one after the other", row);
        System.out.printf(
                Locale.ROOT,
                "  all - slowest check: %d ms (goal: at most 200); at once / in a row: %.2f%n",
                all.millis() - all.slowestMillis(),
                (double) all.millis() / row.millis());
    }

    private static void show(String name, Timing timing) {
        System.out.printf("%-34s %5d ms %8d ms %s%n", name, timing.millis(), timing.slowestMillis(), timing.slowest());
    }

    private record Timing(long millis, long slowestMillis, String slowest) {}

    private Timing median(int runs, Supplier<Timing> run) {
        Timing[] timings = new Timing[runs];
        for (int at = 0; at < runs; at++) {
            timings[at] = run.get();
        }
        Arrays.sort(timings, Comparator.comparingLong(Timing::millis));
        return timings[runs / 2];
    }

    private Timing together() {
        return timed(Target.ALL);
    }

    private Timing inARow() {
        return Arrays.stream(Target.values())
                .filter(target -> target != Target.ALL)
                .map(this::timed)
                .reduce((one, other) -> new Timing(
                        one.millis() + other.millis(),
                        Math.max(one.slowestMillis(), other.slowestMillis()),
                        one.slowestMillis() > other.slowestMillis() ? one.slowest() : other.slowest()))
                .orElseThrow();
    }

    private Timing timed(Target target) {
        long start = time.nanos();
        Report report = Await.value(onLoop(() -> certify(target)));
        long millis = time.since(start).toMillis();
        CheckResult slowest = report.checks().stream()
                .max(Comparator.comparingLong(CheckResult::durationMs))
                .orElseThrow();
        return new Timing(millis, slowest.durationMs(), slowest.name());
    }

    private Future<Report> onLoop(Supplier<Future<Report>> work) {
        Promise<Report> promise = Promise.promise();
        vertx.runOnContext(now -> work.get().onComplete(promise));
        return promise.future();
    }

    private Future<Report> certify(Target target) {
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), environment);
        return CompleteCertification.of(host, time)
                .run(target, CertificationSettings.of(environment))
                .onComplete(done -> host.close())
                .map(Certification::report);
    }
}
