package dev.stacyvm.worker;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.HttpControlPlane;
import dev.stacyvm.worker.client.PlaneServer;
import dev.stacyvm.worker.lease.LeaseGuard;
import dev.stacyvm.worker.lease.LeasePlan;
import dev.stacyvm.worker.lease.Uptime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WorkerTest {
    /** More than a busy machine needs for a goodbye. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong generations = new AtomicLong();
    private Path tokenFile;
    private PlaneServer server;

    @BeforeEach
    void start() throws Exception {
        tokenFile = Files.writeString(folder.resolve("token"), "token-a\n");
        server = new PlaneServer(vertx).answers(exchange -> {
            String last = server.operations().get(server.seen.size() - 1);
            return Future.succeededFuture(
                    switch (last) {
                        case "heartbeat" ->
                            Reply.ok(new WorkerView("worker-a", "h", "online", null, null, null, "", "", "", false));
                        case "release" -> Reply.ok(Json.object().put("status", "released"));
                        default ->
                            Reply.ok(new LeaseReply(
                                    new LeaseView("db-1", "worker-a", generations.incrementAndGet(), "")));
                    });
        });
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void livesFromOnlineToDrainingAndGivesItsLeaseBack() throws Exception {
        Worker worker = worker(Optional.empty());
        onLoop(worker::start);
        eventually(() -> worker.guard("db-1").filter(LeaseGuard::holds).isPresent()
                && count("renew") > 1
                && count("heartbeat") > 2);

        onLoop(worker::stop);

        assertThat(worker.guard("db-1").orElseThrow().holds()).isFalse();
        assertThat(server.operations()).contains("release");
        assertThat(server.seen.stream()
                        .filter(seen -> seen.operation().equals("heartbeat"))
                        .reduce((first, second) -> second)
                        .orElseThrow()
                        .body())
                .contains("\"draining\"");
    }

    @Test
    void waitsWithoutATokenFileAndGoesOnAtOnceWithOne() throws Exception {
        Files.delete(tokenFile);
        Worker worker = worker(Optional.empty(), Duration.ofSeconds(30));
        onLoop(worker::start);
        eventually(() -> worker.link() instanceof Link.Down);
        assertThat(server.seen).isEmpty();

        Files.writeString(tokenFile, "token-b\n");

        eventually(() -> worker.link() instanceof Link.Up && count("acquire") > 0);
        assertThat(server.seen.get(0).token()).isEqualTo("token-b");
        onLoop(worker::stop);
    }

    @Test
    void stopsInTimeThoughNobodyAnswers() throws Exception {
        server.answers(exchange -> Promise.<Reply>promise().future());
        Duration shutdown = Duration.ofMillis(600);
        Worker worker = worker(Optional.empty(), Duration.ofMillis(100), shutdown);
        onLoop(worker::start);
        eventually(() -> count("heartbeat") > 0);
        long begin = Time.system().nanos();

        onLoop(worker::stop);

        assertThat(Duration.ofNanos(Time.system().nanos() - begin)).isGreaterThanOrEqualTo(shutdown);
    }

    @Test
    void runsTheCommandOfALeaseAndEndsItBeforeTheLeaseIsGivenBack() throws Exception {
        Path out = folder.resolve("out");
        Worker worker = worker(Optional.of("echo $$ > " + out + "; sleep 300"));
        onLoop(worker::start);
        eventually(() -> Files.exists(out) && out.toFile().length() > 1);
        long pid = Long.parseLong(Files.readString(out).strip());

        onLoop(worker::stop);

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::info).flatMap(ProcessHandle.Info::command))
                .isEmpty();
        assertThat(server.operations()).contains("release");
    }

    @Test
    void onceIsOneHeartbeat() throws Exception {
        assertThat(await(worker(Optional.empty()).once()).granted()).isPresent();
        assertThat(server.operations()).containsExactly("heartbeat");
    }

    private Worker worker(Optional<String> command) {
        return worker(command, Duration.ofMillis(100));
    }

    private Worker worker(Optional<String> command, Duration interval) {
        return worker(command, interval, SHUTDOWN);
    }

    private Worker worker(Optional<String> command, Duration interval, Duration shutdown) {
        FileTokenSource tokens = FileTokenSource.of(vertx, Time.system(), tokenFile);
        WorkerProfile profile = new WorkerProfile("worker-a", "host", 0, 0, "", Optional.empty());
        LeasePlan lease = new LeasePlan("db-1", Duration.ofSeconds(1), command);
        WorkerPlan plan = new WorkerPlan(profile, interval, shutdown, List.of(lease));
        HttpControlPlane plane = new HttpControlPlane(ApiClient.create(vertx), server.url(), "worker-a", tokens);
        WorkerTools tools = new WorkerTools(
                plane, tokens, Scheduler.of(vertx), Time.system(), Uptime.ofThisMachine(), new Random());
        return new Worker(vertx, plan, () -> List.of("docker"), tools, new LoggingListener("worker-a", server.url()));
    }

    private long count(String operation) {
        return server.operations().stream().filter(operation::equals).count();
    }

    private void onLoop(java.util.function.Supplier<Future<Void>> step) throws Exception {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(now -> step.get().onComplete(done));
        await(done.future());
    }

    private static void eventually(BooleanSupplier condition) {
        long end = Time.system().nanos() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(Time.system().nanos()).as("deadline of the condition").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
