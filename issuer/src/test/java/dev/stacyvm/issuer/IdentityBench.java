package dev.stacyvm.issuer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What tokens, heartbeats and leases cost beside the raw operation under them, in one run. Arguments: a folder, seconds. */
public final class IdentityBench {
    private static final int WARM_UPS = 2;
    private static final int MEASURED = 4;

    private IdentityBench() {}

    public static void main(String[] arguments) throws Exception {
        long seconds = Long.parseLong(arguments[1]);
        Map<String, Double> best = tokens(seconds);
        System.out.printf("%-34s %12s %12s  %5s%n", "in a second of one core's work", "ours", "raw", "ratio");
        row("worker-v1 mint / MAC", best.get("workerV1Mint"), best.get("rawMac"));
        row("worker-v1 verify / MAC", best.get("workerV1Verify"), best.get("rawMac"));
        row("ES256 mint / Signature", best.get("es256Mint"), best.get("rawSign"));
        row("ES256 first verify / Signature", best.get("es256FirstVerify"), best.get("rawVerify"));
        row("a verified JWT again / goal", best.get("verifiedAgain"), 1e6);
        ServiceBench.run(Path.of(arguments[0]), Duration.ofSeconds(seconds).toNanos());
    }

    static void row(String name, double ours, double raw) {
        System.out.printf(Locale.ROOT, "%-34s %12.0f %12.0f  %5.2f%n", name, ours, raw, ours / raw);
    }

    /** By method of {@link TokenBench}, its best round: the one that other programs disturbed least. */
    private static Map<String, Double> tokens(long seconds) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(TokenBench.class.getName() + "\\..*")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(MEASURED)
                .measurementTime(TimeValue.seconds(seconds))
                .addProfiler(OwnWork.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, Double> best = new HashMap<>();
        for (RunResult run : new Runner(options).run()) {
            String method = run.getParams().getBenchmark().replaceFirst(".*\\.", "");
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                for (IterationResult round : fork.getIterationResults()) {
                    best.merge(
                            method,
                            round.getSecondaryResults().get(OwnWork.RATE).getScore(),
                            Math::max);
                }
            }
        }
        return best;
    }
}
