package dev.stacyvm.probe;

import dev.stacyvm.probe.SandboxReading.Broken;
import dev.stacyvm.probe.SandboxReading.Limits;
import dev.stacyvm.probe.SandboxReading.NotTried;
import dev.stacyvm.probe.SandboxReading.Tried;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Real sandboxes through a Docker engine. Everything made for one reading carries the labels of its run and is away when
 * the reading ends; what a dead run left is taken away first.
 */
final class LiveSandboxes {
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final WorkerExecutor looks;
    private final Time time;
    private final EngineAddress address;
    private final String path;
    private final Set<SandboxRun> running = ConcurrentHashMap.newKeySet();

    /** @param path where a busybox is looked for, as {@code PATH} writes it */
    LiveSandboxes(Vertx vertx, WorkerExecutor looks, Time time, EngineAddress address, String path) {
        this.vertx = vertx;
        this.looks = looks;
        this.time = time;
        this.address = address;
        this.path = path;
    }

    /** Never fails; ends soon after the limit. */
    Future<SandboxReading> read(String runtime, Duration limit) {
        if (address.socket().isEmpty()) {
            return Future.succeededFuture(new NotTried(address.shown() + " " + address.problem(), "set DOCKER_HOST"));
        }
        SocketAddress socket = address.socket().get();
        EngineCalls calls = EngineCalls.of(vertx, address, socket, STEP);
        return EngineVersion.negotiate(calls)
                .compose(versioned -> run(versioned, runtime, limit))
                .otherwise(failure -> new NotTried(
                        "the engine " + EngineTrouble.clause(failure), "mend the engine, then run this again"))
                .eventually(calls::close);
    }

    /** Takes away what running readings have made, and lets them make no more. */
    Future<Void> stop() {
        return Future.join(running.stream().map(SandboxRun::stop).toList()).mapEmpty();
    }

    private Future<SandboxReading> run(EngineCalls engine, String runtime, Duration limit) {
        RunMark mark = RunMark.of(time.now().plus(limit).plus(limit));
        Containers containers = new Containers(engine, mark);
        SandboxRun run = new SandboxRun(containers, new Sweep(engine), mark);
        running.add(run);
        return run.sweep()
                .away(labels -> RunMark.isAbandoned(labels, time.now()))
                .compose(swept -> new Images(engine, containers, mark).choose(looks, path))
                .compose(image ->
                        image.map(found -> use(containers, found, runtime)).orElse(Future.succeededFuture(noImage())))
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(failure -> new NotTried(
                        "the engine " + EngineTrouble.clause(failure), "mend the engine, then run this again"))
                .compose(reading -> run.stop().map(left -> with(reading, left)))
                .onComplete(done -> running.remove(run));
    }

    private Future<SandboxReading> use(Containers containers, String image, String runtime) {
        ContainerPlan plan = new ContainerPlan(image, runtime, SandboxScripts.STAY, ContainerPlan.Grant.AMPLE);
        Future<Map<Long, String>> before = looks.executeBlocking(Outside::vmms, false);
        return before.compose(held -> new SandboxLife(containers, time, () -> newVmm(held)).live(plan))
                .compose(seen -> limits(containers, plan, seen.broken())
                        .compose(limits -> looks.executeBlocking(Outside::look, false)
                                .map(outside -> new Tried(
                                        seen.startup(),
                                        seen.broken(),
                                        seen.inside(),
                                        outside,
                                        limits,
                                        seen.vmm(),
                                        List.of()))));
    }

    private Future<Limits> limits(Containers containers, ContainerPlan plan, Optional<Broken> broken) {
        return broken.isPresent()
                ? Future.succeededFuture(Limits.none())
                : new SandboxTrials(vertx, containers, plan.image(), plan.runtime()).run();
    }

    private Future<Optional<String>> newVmm(Map<Long, String> before) {
        return looks.executeBlocking(Outside::vmms, false)
                .map(now -> now.entrySet().stream()
                        .filter(each -> !before.containsKey(each.getKey()))
                        .map(each -> each.getValue() + " (process " + each.getKey() + ")")
                        .findFirst());
    }

    private static NotTried noImage() {
        return new NotTried(
                "no static busybox was found to make an image of, and no local image has a shell with cat, head,"
                        + " readlink, sleep and uname",
                "sudo apt-get install busybox-static");
    }

    private static SandboxReading with(SandboxReading reading, List<String> left) {
        return reading instanceof Tried tried
                ? new Tried(
                        tried.startup(),
                        tried.broken(),
                        tried.inside(),
                        tried.outside(),
                        tried.limits(),
                        tried.vmm(),
                        left)
                : reading;
    }
}
