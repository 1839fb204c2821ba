package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.FakeTokens;
import dev.stacyvm.token.Scope;
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

/** A real issuer service on a free port over a real SQLite file, and a client that knows its keys. */
final class IssuerRig implements AutoCloseable {
    static final Map<String, String> ADMIN = Map.of("X-Admin-API-Key", "the-admin-key");
    static final Map<String, String> READER = Map.of("X-API-Key", "the-reader-key");
    static final Map<String, String> NOBODY = Map.of();

    final ManualTime time = new ManualTime();
    final FakeTokens tokens = new FakeTokens(time);
    final Vertx vertx = Vertx.vertx();
    private final ApiClient client = ApiClient.create(vertx);
    private final Path store;
    private IssuerService service;

    IssuerRig(Path store) {
        this.store = store;
        this.service = Await.value(start(0));
    }

    Future<IssuerService> start(int port) {
        IssuerSettings settings = new IssuerSettings(
                new ListenAddress("127.0.0.1", port),
                store,
                Secret.of("the-admin-key"),
                Optional.of(Secret.of("the-reader-key")),
                "1.2.3");
        return IssuerService.start(
                vertx,
                settings,
                new TokenAuthority(tokens, tokens),
                time,
                routes -> routes.get("/board", IssuerRig::board));
    }

    void restart() {
        Await.value(service.stop());
        service = Await.value(start(0));
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
        MintRequest request =
                new MintRequest(id, audience, scopes, Duration.ofMinutes(5), Duration.ZERO, "");
        return tokens.mint(request).token().revealText();
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

    private static Future<Reply> board(Exchange exchange) {
        return Future.succeededFuture(Reply.text("text/html", "<p>" + exchange.requestId().length() + "</p>"));
    }
}
