package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.http.Reply;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Rejection;
import dev.stacyvm.token.Scope;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.WorkerV1Verifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A real issuer service on a free port over a real SQLite file, and a client that knows its keys. */
final class IssuerRig implements AutoCloseable {
    static final Map<String, String> ADMIN = Map.of("X-Admin-API-Key", "the-admin-key");
    static final Map<String, String> READER = Map.of("X-API-Key", "the-reader-key");
    static final Map<String, String> NOBODY = Map.of();

    /** A token id that the service refuses. */
    static final String REVOKED = "revoked-token-id";

    final ManualTime time = new ManualTime();
    final SharedKey key = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
    final WorkerV1Verifier verifier = WorkerV1Verifier.strict(List.of(key), Set.of(REVOKED), time);
    final Vertx vertx = Vertx.vertx();
    private final ApiClient client = ApiClient.create(vertx);
    private final Path store;
    private volatile boolean blind;
    private final Optional<BaseUrl> name;
    private final Optional<KeyPolicy> policy;
    private final boolean controlPlane;
    private IssuerService service;

    IssuerRig(Path store) {
        this(store, Optional.of(BaseUrl.parse("http://issuer.test:7423")));
    }

    private IssuerRig(Path store, Optional<BaseUrl> name) {
        this(store, name, Optional.empty(), true);
    }

    private IssuerRig(Path store, Optional<BaseUrl> name, Optional<KeyPolicy> policy, boolean controlPlane) {
        this.controlPlane = controlPlane;
        this.name = name;
        this.policy = policy;
        this.store = store;
        this.service = Await.value(start(FreePort.pick()));
    }

    Future<IssuerService> start(int port) {
        IssuerSettings settings = new IssuerSettings(
                Listener.inClear(new ListenAddress("127.0.0.1", port)),
                store,
                Secret.of("the-admin-key"),
                Optional.of(Secret.of("the-reader-key")),
                "1.2.3",
                name,
                controlPlane);
        return IssuerService.start(
                vertx,
                settings,
                new TokenAuthority(WorkerV1Minter.forService(key, time), this::verify, policy, Set.of()),
                time,
                routes -> routes.get("/board", IssuerRig::board));
    }

    /** What the issuer calls itself. */
    String name() {
        return name.map(BaseUrl::toString).orElseGet(() -> "http://" + service.address());
    }

    String postBytes(String path, byte[] body) {
        String url = "http://" + service.address() + path;
        return shown(Await.value(client.send(
                new ApiRequest(HttpMethod.POST, url, NOBODY, Buffer.buffer(body), Duration.ofSeconds(10)))));
    }

    void restart() {
        halt();
        resume(0);
    }

    /** The service goes away; what it kept stays. */
    void halt() {
        Await.value(service.stop());
    }

    void resume(int port) {
        service = Await.value(start(port));
    }

    /** A service that calls itself by the address it listens on. */
    static IssuerRig knownByItsAddress(Path store, Optional<KeyPolicy> policy) {
        IssuerRig rig = new IssuerRig(store, Optional.empty(), policy, true);
        int port = rig.service.address().port();
        rig.halt();
        rig.resume(port);
        return rig;
    }

    /** A service that mints JWTs. */
    static IssuerRig minting(Path store, KeyPolicy policy) {
        return new IssuerRig(store, Optional.of(BaseUrl.parse("http://issuer.test:7423")), Optional.of(policy), true);
    }

    /** A service beside the control plane of another. */
    static IssuerRig withoutControlPlane(Path store) {
        return new IssuerRig(store, Optional.empty(), Optional.empty(), false);
    }

    IssuerService service() {
        return service;
    }

    /** Headers of a worker with the given scopes; all when there are none. */
    Map<String, String> worker(String id, Scope... scopes) {
        List<String> claims = Arrays.stream(scopes).map(Scope::claim).toList();
        return Map.of("X-Worker-ID", id, "X-Worker-Token", token(id, Audience.CONTROL_PLANE, claims));
    }

    String token(String id, Audience audience, List<String> scopes) {
        return token(id, audience, scopes, "");
    }

    String token(String id, Audience audience, List<String> scopes, String tokenId) {
        MintRequest request = new MintRequest(id, audience, scopes, Duration.ofMinutes(5), Duration.ZERO, tokenId);
        return new WorkerV1Minter(key, time).mint(request).token().revealText();
    }

    /** From now on no token verifies at the service. */
    void stopVerifying() {
        blind = true;
    }

    Future<ApiAnswer> ask(HttpMethod method, String path, Map<String, String> headers, String body) {
        String url = "http://" + service.address() + path;
        return client.send(new ApiRequest(method, url, headers, Buffer.buffer(body), Duration.ofSeconds(10)));
    }

    /** The status, a space, and the body without its line end. */
    String get(String path, Map<String, String> headers) {
        return shown(Await.value(ask(HttpMethod.GET, path, headers, "")));
    }

    String post(String path, Map<String, String> headers, String body) {
        return shown(Await.value(ask(HttpMethod.POST, path, headers, body)));
    }

    String delete(String path, Map<String, String> headers) {
        return shown(Await.value(ask(HttpMethod.DELETE, path, headers, "")));
    }

    @Override
    public void close() {
        Await.value(service.stop());
        Await.value(vertx.close());
    }

    static String shown(ApiAnswer answer) {
        String body = answer.body().toString();
        return answer.status() + " " + (body.endsWith("\n") ? body.substring(0, body.length() - 1) : body);
    }

    private Verdict verify(String token, Audience expected) {
        return blind ? new Verdict.Rejected(Rejection.BAD_SIGNATURE) : verifier.verify(token, expected);
    }

    private static Future<Reply> board(Exchange exchange) {
        return Future.succeededFuture(
                Reply.text("text/html", "<p>" + exchange.requestId().length() + "</p>"));
    }
}
