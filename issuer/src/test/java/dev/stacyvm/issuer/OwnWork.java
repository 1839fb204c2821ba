package dev.stacyvm.issuer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** The rate in a second of the process's own work, as JMH asks for it: other programs on the machine hardly change it. */
public final class OwnWork implements InternalProfiler {
    static final String RATE = "own";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long beganNanos;

    @Override
    public String getDescription() {
        return "operations in a second of the process's own work";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        beganNanos = system.getProcessCpuTime();
    }

    // The library's own method says it raw.
    @SuppressWarnings("rawtypes")
    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double seconds = (system.getProcessCpuTime() - beganNanos) / 1e9;
        double rate = result.getMetadata().getAllOps() / seconds;
        return List.of(new ScalarResult(RATE, rate, "ops/s", AggregationPolicy.MAX));
    }
}
