package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.LeaseAsk;
import dev.stacyvm.controlplane.LeaseOutcome;
import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.RouteMeter;
import dev.stacyvm.http.Routes;
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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A real service on one event loop: heartbeats with and without a check of who sends them, and renewals that are on disk. */
final class ServiceBench {
    private static final int CONNECTIONS = 32;
    private static final int LEASES = 8_192;
    private static final int ROUNDS = 3;
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final String HEARTBEAT = "/api/v1/worker/worker-a/heartbeat";
    /** What a request passes before its route is found. */
    private static final List<String> ROUTES_BEFORE = List.of(
            "/api/v1/live",
            "/api/v1/health",
            "/api/v1/ready",
            "/api/v1/metrics/prometheus",
            "/api/v1/admin/metrics/prometheus",
            "/api/v1/openapi.json");

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
        IssuerService service = await(IssuerService.start(vertx, settings, authority, Time.system(), routes -> {}));
        ApiServer raw = await(unchecked(vertx, service.plane()));
        String token = new JwtMinter("http://issuer.test", () -> key, Time.system())
                .mint(MintRequest.forControlPlane("worker-a", TTL))
                .token()
                .revealText();
        HttpClient client = callers.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        Map<String, String> headers = Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
        Supplier<Future<?>> checked = () -> post(client, service.address().port(), headers);
        Supplier<Future<?>> unchecked = () -> post(client, raw.address().port(), headers);
        LongSupplier work = workOf(vertx);
        double best = 0;
        double rawBest = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            double rate = rate(callers, CONNECTIONS, checked, nanos, work);
            double rawRate = rate(callers, CONNECTIONS, unchecked, nanos, work);
            best = round == 0 ? 0 : Math.max(best, rate);
            rawBest = round == 0 ? 0 : Math.max(rawBest, rawRate);
        }
        IdentityBench.row("heartbeats checked / unchecked", best, rawBest);
        await(client.close());
        await(raw.stop());
        await(service.stop());
    }

    /** The same routing, metering and registry, with nobody asked who sends. */
    private static Future<ApiServer> unchecked(Vertx vertx, ControlPlane plane) {
        return ApiServer.start(vertx, new ListenAddress("127.0.0.1", 0), bare -> {
            Routes routes = new RouteMeter(Time.system()).over(bare);
            ROUTES_BEFORE.forEach(path -> routes.get(path, exchange -> Future.succeededFuture(Reply.empty(204))));
            routes.post(HEARTBEAT.replace("worker-a", ":worker"), exchange -> {
                try {
                    Heartbeat heard = exchange.body(Heartbeat.class);
                    return Future.succeededFuture(Reply.ok(
                            plane.heartbeat(exchange.path("worker"), heard).orElseThrow()));
                } catch (InvalidJson invalid) {
                    return Future.failedFuture(invalid);
                }
            });
        });
    }

    /** For how long the one event loop has worked, so that other programs on the machine do not count. */
    private static LongSupplier workOf(Vertx vertx) throws Exception {
        Promise<Long> id = Promise.promise();
        vertx.runOnContext(now -> id.complete(Thread.currentThread().getId()));
        long loop = await(id.future());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return () -> threads.getThreadCpuTime(loop);
    }

    private static void renewals(Vertx vertx, Path store, long nanos) throws Exception {
        ControlPlane plane = await(ControlPlane.open(vertx, () -> SqliteStore.open(store), Time.system()));
        int[] next = {0};
        Supplier<LeaseAsk> ask = () -> new LeaseAsk("r-" + next[0]++ % LEASES, "worker-a", TTL);
        rate(vertx, LEASES, () -> granted(plane.acquire(ask.get())), nanos, System::nanoTime);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, rate(vertx, LEASES, () -> granted(plane.renew(ask.get())), nanos, System::nanoTime));
        }
        IdentityBench.row("durable lease renewals / goal", best, 50_000);
        await(plane.close());
    }

    private static Future<?> granted(Future<LeaseOutcome> asked) {
        return asked.compose(outcome -> outcome instanceof LeaseOutcome.Granted
                ? Future.succeededFuture()
                : Future.failedFuture("not granted: " + outcome));
    }

    private static Future<?> post(HttpClient client, int port, Map<String, String> headers) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(HEARTBEAT);
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> request.send(BEAT))
                .compose(answer -> answer.statusCode() == 200
                        ? answer.body()
                        : Future.failedFuture("HTTP " + answer.statusCode()));
    }

    /** Keeps so many under way on one event loop for the time given; answers how many ended well in a second of the clock. */
    private static double rate(Vertx vertx, int underWay, Supplier<Future<?>> operation, long nanos, LongSupplier clock)
            throws Exception {
        LongAdder done = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(underWay);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long begin = clock.getAsLong();
        vertx.runOnContext(now -> {
            for (int i = 0; i < underWay; i++) {
                Promise<Void> end = Promise.promise();
                end.future().onFailure(failure::set).onComplete(last -> ended.countDown());
                lane(operation, done, over, end);
            }
        });
        TimeUnit.NANOSECONDS.sleep(nanos);
        double rate = done.sum() * 1e9 / (clock.getAsLong() - begin);
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
