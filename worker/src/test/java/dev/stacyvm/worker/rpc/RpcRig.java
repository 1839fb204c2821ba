package dev.stacyvm.worker.rpc;

import static dev.stacyvm.worker.client.PlaneServer.await;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.KeyedVerifier;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.worker.LoggingListener;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerPlan;
import dev.stacyvm.worker.WorkerProfile;
import dev.stacyvm.worker.WorkerTools;
import dev.stacyvm.worker.client.FakePlane;
import dev.stacyvm.worker.client.ObservedTokens;
import dev.stacyvm.worker.lease.LeasePlan;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** A worker with a listener, called as a control plane calls it, whose own control plane is a fake. */
final class RpcRig {
    static final String WORKER = "worker-a";
    private static final SharedKey SHARED = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
    private static final SigningKey KEY = SigningKey.generate();

    final FakePlane plane = new FakePlane();
    final ManualTime time = new ManualTime();
    final Worker worker;
    final ListenAddress address;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final RpcListener listener;

    /** Takes JWTs, worker-v1 tokens and the word {@code the-shared-token}. */
    RpcRig() throws Exception {
        WorkerProfile profile = new WorkerProfile(WORKER, "host", 0, 0, "", Optional.empty());
        LeasePlan lease = new LeasePlan("db-1", Duration.ofSeconds(30), Optional.empty());
        WorkerPlan plan = new WorkerPlan(profile, Duration.ofSeconds(30), Duration.ofSeconds(1), List.of(lease));
        WorkerTools tools =
                new WorkerTools(plane, WorkerTools.nothingToWatch(), time, time, OptionalLong::empty, new Random(1));
        worker = new Worker(
                vertx,
                plan,
                () -> List.of("docker"),
                tools,
                new LoggingListener(WORKER, BaseUrl.parse("http://127.0.0.1:1")));
        plane.answerLeases(operation -> FakePlane.granted(operation.equals("acquire") ? 7 : 8));
        ObservedTokens tokens = new ObservedTokens(TokenSource.of(Secret.of(token("worker:lease"))));
        await(tokens.read());
        KeyedVerifier verifier = new KeyedVerifier(
                JwtVerifier.ofAnyIssuer(List.of(KEY.publicHalf()), Time.system()),
                Optional.of(WorkerV1Verifier.strict(List.of(SHARED), Set.of(), Time.system())),
                new Revocations(Set.of("revoked"), Map.of(), Set.of()));
        RpcAccess access = new RpcAccess(verifier, Optional.of(Secret.of("the-shared-token")));
        listener = onLoop(() -> RpcListener.start(
                vertx,
                Listener.inClear(new ListenAddress("127.0.0.1", 0)),
                access,
                new RpcListener.Behind(WORKER, worker, tokens, plane)));
        address = listener.address();
        onLoop(worker::start);
    }

    /** A JWT for calls to this worker. */
    static String token(String... scopes) {
        return jwt(WORKER, Audience.RPC, "", scopes);
    }

    static String jwt(String workerId, Audience audience, String id, String... scopes) {
        String caller = audience == Audience.RPC ? "control-plane" : workerId;
        return new JwtMinter("http://issuer", () -> KEY, Time.system())
                .mint(new MintRequest(
                        workerId,
                        caller,
                        Audiences.of(audience),
                        List.of(scopes),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        id))
                .token()
                .revealText();
    }

    static String workerV1() {
        return new WorkerV1Minter(SHARED, Time.system())
                .mint(new MintRequest(WORKER, Audience.RPC, List.of(), Duration.ofMinutes(5), Duration.ZERO, ""))
                .token()
                .revealText();
    }

    /** A lease in a call, valid for a long time. */
    static String lease(String resource, String holder, long generation) {
        return "{\"resource_id\":\"" + resource + "\",\"holder_id\":\"" + holder + "\",\"generation\":" + generation
                + ",\"expires_at\":\"2099-01-01T00:00:00Z\"}";
    }

    static String call(String method, String rest) {
        return "{\"id\":\"1\",\"method\":\"" + method + "\",\"worker_id\":\"" + WORKER + "\"" + rest + "}";
    }

    /** Sends the body as the control plane does. */
    HttpResponse<String> rpc(String token, String body) throws IOException, InterruptedException {
        return send(rpc(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .header("X-Worker-ID", WORKER)
                .header("X-Worker-Token", token));
    }

    HttpRequest.Builder rpc(byte[] body) {
        return request("/rpc").POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    <T> T onLoop(Supplier<Future<T>> step) throws Exception {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(now -> step.get().onComplete(done));
        return await(done.future());
    }

    void close() throws Exception {
        await(listener.stop());
        await(vertx.close());
    }
}
