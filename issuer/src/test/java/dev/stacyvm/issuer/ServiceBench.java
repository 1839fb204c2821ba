package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.LeaseAsk;
import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.Reply;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.InvalidJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** A real service on one event loop: heartbeats with and without a check of who sends them, and renewals that are on disk. */
final class ServiceBench {
    private static final int CONNECTIONS = 32;
    private static final int LEASES = 8_192;
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Buffer BEAT = Buffer.buffer(
            "{\"hostname\":\"h\",\"status\":\"online\",\"providers\":[\"docker\"],\"capabilities\":[\"remote_worker\"],"
                    + "\"capacity\":{\"max_sandboxes\":0,\"max_sandboxes_per_owner\":0,\"preview_domain\":\"localhost\"}}");

    private ServiceBench() {}

    static void run(Path folder, long nanos) throws Exception {
        Vertx server = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Vertx callers = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            heartbeats(server, callers, folder.resolve("beats"), nanos);
            renewals(server, folder.resolve("leases"), nanos);
        } finally {
            await(callers.close());
            await(server.close());
        }
    }

    private static void heartbeats(Vertx vertx, Vertx callers, Path store, long nanos) throws Exception {
        SigningKey key = SigningKey.generate();
        SharedKey shared = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
        TokenAuthority authority = new TokenAuthority(
                new WorkerV1Minter(shared, Time.system()),
                WorkerV1Verifier.strict(List.of(shared), Set.of(), Time.system()),
                Optional.of(new KeyPolicy(key)),
                Set.of());
        IssuerSettings settings = new IssuerSettings(
                Listener.inClear(new ListenAddress("127.0.0.1", 0)),
                store,
                Secret.of("the-admin-key"),
                Optional.empty(),
                "1",
                Optional.of(BaseUrl.parse("http://issuer.test")));
        AtomicReference<ControlPlane> plane = new AtomicReference<>();
        IssuerService service = await(IssuerService.start(
                vertx,
                settings,
                authority,
                Time.system(),
                routes -> routes.post("/unchecked/:worker", exchange -> {
                    try {
                        Heartbeat heard = exchange.body(Heartbeat.class);
                        return Future.succeededFuture(Reply.ok(plane.get()
                                .heartbeat(exchange.path("worker"), heard)
                                .orElseThrow()));
                    } catch (InvalidJson invalid) {
                        return Future.failedFuture(invalid);
                    }
                })));
        plane.set(service.plane());
        String token = new JwtMinter("http://issuer.test", () -> key, Time.system())
                .mint(MintRequest.forControlPlane("worker-a", TTL))
                .token()
                .revealText();
        HttpClient client = callers.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        int port = service.address().port();
        Map<String, String> headers = Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
        Supplier<Future<?>> checked = () -> post(client, port, "/api/v1/worker/worker-a/heartbeat", headers);
        Supplier<Future<?>> unchecked = () -> post(client, port, "/unchecked/worker-a", headers);
        rate(callers, CONNECTIONS, checked, nanos);
        rate(callers, CONNECTIONS, unchecked, nanos);
        double first = rate(callers, CONNECTIONS, checked, nanos);
        double raw = rate(callers, CONNECTIONS, unchecked, nanos);
        raw = Math.max(raw, rate(callers, CONNECTIONS, unchecked, nanos));
        IdentityBench.row(
                "heartbeats checked / unchecked", Math.max(first, rate(callers, CONNECTIONS, checked, nanos)), raw);
        await(client.close());
        await(service.stop());
    }

    private static void renewals(Vertx vertx, Path store, long nanos) throws Exception {
        ControlPlane plane = await(ControlPlane.open(vertx, () -> SqliteStore.open(store), Time.system()));
        int[] next = {0};
        Supplier<Future<?>> renewal = () -> plane.acquire(new LeaseAsk("r-" + next[0]++ % LEASES, "worker-a", TTL));
        rate(vertx, LEASES, renewal, nanos);
        double best = rate(vertx, LEASES, renewal, nanos);
        IdentityBench.row("durable lease renewals / goal", Math.max(best, rate(vertx, LEASES, renewal, nanos)), 50_000);
        await(plane.close());
    }

    private static Future<?> post(HttpClient client, int port, String path, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path);
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> request.send(BEAT))
                .compose(answer -> answer.statusCode() == 200
                        ? answer.body()
                        : Future.failedFuture("HTTP " + answer.statusCode()));
    }

    /** Keeps so many under way on one event loop for the time given; answers how many a second ended well. */
    private static double rate(Vertx vertx, int underWay, Supplier<Future<?>> operation, long nanos) throws Exception {
        LongAdder done = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(underWay);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        vertx.runOnContext(now -> {
            for (int i = 0; i < underWay; i++) {
                Promise<Void> end = Promise.promise();
                end.future().onFailure(failure::set).onComplete(last -> ended.countDown());
                lane(operation, done, over, end);
            }
        });
        TimeUnit.NANOSECONDS.sleep(nanos);
        double rate = done.sum() * 1e9 / (System.nanoTime() - begin);
        over.set(true);
        if (!ended.await(30, TimeUnit.SECONDS) || failure.get() != null) {
            throw new IllegalStateException("an operation failed", failure.get());
        }
        return rate;
    }

    /** One after the other until it is over. */
    private static void lane(Supplier<Future<?>> operation, LongAdder done, AtomicBoolean over, Promise<Void> end) {
        operation.get().onFailure(end::tryFail).onSuccess(ended -> {
            done.increment();
            if (over.get()) {
                end.tryComplete();
            } else {
                lane(operation, done, over, end);
            }
        });
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
