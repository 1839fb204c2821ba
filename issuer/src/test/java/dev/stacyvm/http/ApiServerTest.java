package dev.stacyvm.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private ApiServer server;

    private record Told(int status, String type, String requestId, String body) {}

    @BeforeEach
    void start() {
        server = Await.value(ApiServer.start(vertx, new ListenAddress("127.0.0.1", 0), routes -> {
            routes.get("/echo/:id", exchange -> Future.succeededFuture(Reply.ok(Map.of("id", exchange.path("id")))));
            routes.post("/size", exchange -> Future.succeededFuture(Reply.ok(Map.of("n", exchange.body().length))));
            routes.get("/throws", exchange -> {
                throw new IllegalStateException("inner detail");
            });
            routes.get("/fails", exchange -> Future.failedFuture("inner detail"));
            routes.get("/nothing", exchange -> Future.succeededFuture(Reply.empty(304)));
        }));
    }

    @AfterEach
    void stop() {
        Await.value(vertx.close());
    }

    @Test
    void answersCompactJsonWithOneLineEnd() {
        Told told = get("/echo/worker-a");

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.type()).isEqualTo("application/json");
        assertThat(told.body()).isEqualTo("{\"id\":\"worker-a\"}\n");
    }

    @Test
    void decodesAnEscapedSlashIntoTheParameterItStandsIn() {
        assertThat(get("/echo/a%2Fb").body()).isEqualTo("{\"id\":\"a/b\"}\n");
        assertThat(get("/echo/a%20b").body()).isEqualTo("{\"id\":\"a b\"}\n");
    }

    @Test
    void refusesABrokenEscape() {
        assertThat(get("/echo/%zz").status()).isEqualTo(400);
    }

    @Test
    void answersAnUnknownPathWithTheErrorShape() {
        Told told = get("/nowhere");

        assertThat(told.status()).isEqualTo(404);
        assertThat(told.body()).isEqualTo("{\"code\":\"NOT_FOUND\",\"message\":\"no such path\"}\n");
        assertThat(get("/echo/a/").status()).as("a slash at the end").isEqualTo(404);
    }

    @Test
    void answersAKnownPathWithAnotherMethodWith405() {
        Told told = ask(HttpMethod.POST, "/echo/a", Buffer.buffer("{}"), Map.of());

        assertThat(told.status()).isEqualTo(405);
        assertThat(told.body()).isEqualTo("{\"code\":\"BAD_REQUEST\",\"message\":\"method not allowed\"}\n");
    }

    @Test
    void takesABodyOf64KibAndRefusesOneByteMore() {
        assertThat(post("/size", Buffer.buffer(new byte[64 * 1024])).body()).isEqualTo("{\"n\":65536}\n");

        Told refused = post("/size", Buffer.buffer(new byte[64 * 1024 + 1]));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body())
                .isEqualTo("{\"code\":\"BAD_REQUEST\",\"message\":\"the body is larger than 65536 bytes\"}\n");
    }

    @Test
    void refusesATooLargeBodyThatComesInChunks() {
        Told refused = Await.value(client.request(options(HttpMethod.POST, "/size"))
                .compose(request -> {
                    request.setChunked(true);
                    request.write(Buffer.buffer(new byte[40_000]));
                    return request.send(Buffer.buffer(new byte[40_000]));
                })
                .compose(ApiServerTest::told));

        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void answersADefectWithoutItsDetail() {
        for (String path : new String[] {"/throws", "/fails"}) {
            Told told = get(path);
            assertThat(told.status()).as(path).isEqualTo(500);
            assertThat(told.body()).contains("\"INTERNAL_ERROR\"").doesNotContain("inner detail");
        }
    }

    @Test
    void sendsNoBodyWhereThereIsNone() {
        Told told = get("/nothing");

        assertThat(told.status()).isEqualTo(304);
        assertThat(told.body()).isEmpty();
    }

    @Test
    void echoesAHarmlessRequestIdAndReplacesAnyOther() {
        Told echoed = ask(HttpMethod.GET, "/nowhere", Buffer.buffer(), Map.of("X-Request-ID", "abc-1"));
        Told replaced = ask(HttpMethod.GET, "/nowhere", Buffer.buffer(), Map.of("X-Request-ID", "x".repeat(65)));

        assertThat(echoed.requestId()).isEqualTo("abc-1");
        assertThat(replaced.requestId()).hasSize(36);
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken() {
        assertThat(Await.failure(ApiServer.start(vertx, server.address(), routes -> {})))
                .hasMessage("cannot listen on " + server.address()
                        + ": the port is taken by another program; stop it or choose another port");
    }

    @Test
    void saysInOneSentenceThatTheHostIsNotHere() {
        assertThat(Await.failure(ApiServer.start(vertx, new ListenAddress("no-such-host.invalid", 0), routes -> {})))
                .hasMessage("cannot listen on no-such-host.invalid:0: the host is not an address of this machine;"
                        + " choose 127.0.0.1 or 0.0.0.0");
    }

    @Test
    void stopsWithinItsGraceThoughAClientKeepsItsConnection() throws Exception {
        get("/echo/keeps-alive");

        server.stop().toCompletionStage().toCompletableFuture().get(4, TimeUnit.SECONDS);

        assertThat(Await.failure(ApiClient.create(vertx)
                        .send(ApiRequest.get("http://" + server.address() + "/", Map.of())
                                .within(Duration.ofSeconds(2)))))
                .hasMessageContaining("refused the connection");
    }

    private Told get(String path) {
        return ask(HttpMethod.GET, path, Buffer.buffer(), Map.of());
    }

    private Told post(String path, Buffer body) {
        return ask(HttpMethod.POST, path, body, Map.of());
    }

    private Told ask(HttpMethod method, String path, Buffer body, Map<String, String> headers) {
        Promise<Told> told = Promise.promise();
        // On one event loop, so that a body cannot come and go before anyone asks for it.
        vertx.runOnContext(go -> client.request(options(method, path))
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send(body);
                })
                .compose(ApiServerTest::told)
                .onComplete(told));
        return Await.value(told.future());
    }

    private RequestOptions options(HttpMethod method, String path) {
        return new RequestOptions()
                .setMethod(method)
                .setHost("127.0.0.1")
                .setPort(server.address().port())
                .setURI(path);
    }

    private static Future<Told> told(HttpClientResponse response) {
        return response.body()
                .map(body -> new Told(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        response.getHeader("X-Request-ID"),
                        body.toString()));
    }
}
