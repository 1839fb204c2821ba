package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.wire.TokenReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A real sidecar against an issuer whose answers a test chooses, on a disk that it can break. */
final class SidecarRig {
    static final Secret OLD = token("worker-a", Audience.CONTROL_PLANE, -200, 100);

    final Vertx vertx = Vertx.vertx();
    final BrokenDisk disk = new BrokenDisk();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();
    volatile Endpoint issuer = exchange -> Future.succeededFuture(fresh());
    final ApiServer server;
    final Path keyFile;
    final Path tokenFile;

    SidecarRig(Path folder) throws Exception {
        keyFile = Files.writeString(folder.resolve("admin-api-key"), "key-1\n");
        tokenFile = folder.resolve("token");
        server = await(ApiServer.start(
                vertx,
                new ListenAddress("127.0.0.1", FreePort.pick()),
                routes -> routes.post("/api/v1/admin/worker-tokens", asked -> {
                    keys.add(asked.header("X-Admin-API-Key"));
                    bodies.add(new String(asked.body(), StandardCharsets.UTF_8));
                    return issuer.answer(asked);
                })));
    }

    void close() throws Exception {
        await(vertx.close());
    }

    SidecarPlan plan(Optional<String> command) {
        return plan(command, Duration.ofMinutes(5));
    }

    SidecarPlan plan(Optional<String> command, Duration ttl) {
        TokenFile file = new TokenFile(
                tokenFile,
                "worker-a",
                Audiences.of(Audience.CONTROL_PLANE),
                Optional.empty(),
                ttl,
                List.of(),
                FileMode.OWNER_ONLY);
        return new SidecarPlan(
                url(),
                new SidecarCredential.AdminKey(keyFile),
                List.of(file),
                command,
                Optional.empty(),
                ClientTls.usual());
    }

    SidecarPlan listening() {
        return new SidecarPlan(
                url(),
                new SidecarCredential.AdminKey(keyFile),
                plan(Optional.empty()).files(),
                Optional.empty(),
                Optional.of(new ListenAddress("127.0.0.1", 0)),
                ClientTls.usual());
    }

    BaseUrl url() {
        return BaseUrl.parse("http://" + server.address());
    }

    Sidecar sidecar(SidecarPlan plan) {
        return new Sidecar(vertx, plan, new SidecarTools(Scheduler.of(vertx), Time.system(), new Random()), disk);
    }

    List<String> once(SidecarPlan plan) throws Exception {
        Sidecar sidecar = sidecar(plan);
        Promise<List<String>> done = Promise.promise();
        vertx.runOnContext(now -> sidecar.once().onComplete(done));
        List<String> problems =
                done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        onLoop(sidecar::stop);
        return problems;
    }

    void writeOld() throws IOException {
        Files.writeString(tokenFile, OLD.revealText() + "\n");
    }

    ApiAnswer get(Sidecar sidecar, String path) throws Exception {
        String url = "http://" + sidecar.address().orElseThrow() + path;
        return await(ApiClient.create(vertx).send(ApiRequest.get(url, Map.of())));
    }

    boolean isReady(Sidecar sidecar) {
        String url = "http://" + sidecar.address().orElseThrow() + "/ready";
        return Await.value(ApiClient.create(vertx).send(ApiRequest.get(url, Map.of())))
                        .status()
                == 200;
    }

    double metric(Sidecar sidecar, String name) throws Exception {
        return get(sidecar, "/metrics")
                .body()
                .toString()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    void onLoop(Supplier<Future<Void>> step) throws Exception {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(now -> step.get().onComplete(done));
        await(done.future());
    }

    static Reply fresh() {
        return reply(token("worker-a", Audience.CONTROL_PLANE, 0, 300));
    }

    static Reply reply(Secret token) {
        return Reply.ok(new TokenReply(token.revealText(), null, "worker-a", ""));
    }

    static Secret token(String worker, Audience audience, long issued, long expires) {
        Instant now = Time.system().now();
        return TestTokens.token(worker, audience, now.plusSeconds(issued), now.plusSeconds(expires));
    }

    static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    static void eventually(BooleanSupplier condition) {
        long end = Time.system().nanos() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(Time.system().nanos()).as("deadline of the condition").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
