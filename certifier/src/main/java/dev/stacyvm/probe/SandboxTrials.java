package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.probe.ContainerPlan.Grant;
import dev.stacyvm.probe.SandboxReading.Limits;
import dev.stacyvm.probe.SandboxReading.Throttling;
import dev.stacyvm.probe.SandboxReading.Trial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Uses more than was granted, in a sandbox for each limit. */
final class SandboxTrials {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long BUSY_MILLIS = 1_000;
    private static final long MIB = 1024 * 1024;
    private static final long MEMORY_MIB = 64;
    private static final int PIDS = 128;
    private static final int WITHIN = 4;
    private static final int BEYOND = 320;
    private static final int LOOKS = 25;
    private static final long TENTH_OF_A_CORE = 100_000_000;

    private final Vertx vertx;
    private final Containers containers;
    private final String image;
    private final String runtime;

    SandboxTrials(Vertx vertx, Containers containers, String image, String runtime) {
        this.vertx = vertx;
        this.containers = containers;
        this.image = image;
        this.runtime = runtime;
    }

    /** All at once. Never fails for what the engine or a sandbox does. */
    Future<Limits> run() {
        Grant small = Grant.AMPLE.withMemory(MEMORY_MIB);
        Future<Trial> memory = trial(SandboxScripts.hoarding(4 * MEMORY_MIB * MIB), small);
        Future<Trial> memoryWithin = trial(SandboxScripts.hoarding(MEMORY_MIB * MIB / 8), small);
        Future<Trial> pidsWithin = trial(SandboxScripts.forking(WITHIN), Grant.AMPLE.withPids(PIDS));
        Future<Trial> pids = trial(SandboxScripts.forking(BEYOND), Grant.AMPLE.withPids(PIDS));
        Future<Throttling> cpu = busy();
        return Future.all(memory, memoryWithin, pids, pidsWithin, cpu)
                .map(all -> new Limits(
                        memory.result(), memoryWithin.result(), pids.result(), pidsWithin.result(), cpu.result()));
    }

    private Future<Trial> trial(String script, Grant grant) {
        return containers
                .start(plan(script, grant))
                .compose(id -> containers.end(id, LIMIT).eventually(() -> containers.remove(id)))
                .map(SandboxTrials::told)
                .otherwise(failure -> new Trial(false, false, EngineTrouble.clause(failure)));
    }

    private static Trial told(Containers.Ended ended) {
        String wrote = ended.wrote().out();
        return new Trial(wrote.startsWith("begin"), wrote.contains("unlimited"), "ended with status " + ended.status());
    }

    private Future<Throttling> busy() {
        return containers
                .start(plan(SandboxScripts.BUSY, Grant.AMPLE.withCpu(TENTH_OF_A_CORE)))
                .compose(id -> count(id, 1).eventually(() -> containers.remove(id)))
                .otherwise(new Throttling(0, 0));
    }

    /** Looks again while it was not held back: on a busy host it may not get even its grant at first. */
    private Future<Throttling> count(String id, int look) {
        return vertx.timer(BUSY_MILLIS)
                .compose(late -> containers.counters(id))
                .map(counters -> throttling(counters.path("cpu_stats").path("throttling_data")))
                .compose(seen ->
                        seen.throttled() > 0 || look == LOOKS ? Future.succeededFuture(seen) : count(id, look + 1));
    }

    private static Throttling throttling(JsonNode data) {
        return new Throttling(
                data.path("periods").asLong(), data.path("throttled_periods").asLong());
    }

    private ContainerPlan plan(String script, Grant grant) {
        return new ContainerPlan(image, runtime, script, grant);
    }
}
