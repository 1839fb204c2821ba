package dev.stacyvm.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.bus.Await;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerAttestingTest {
    private static final HostKey HOST = new HostKey("worker-a");
    private static final ObjectNode REPORT =
            (ObjectNode) Samples.draft(HOST, "docker", 0).report();
    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9."
            + base64("{\"sub\":\"worker-a\",\"worker_id\":\"worker-a\"}") + "." + "A".repeat(86);

    private final Vertx vertx = Vertx.vertx();
    private final TestAttestor attestor = new TestAttestor();
    private HttpServer server;
    private int status = 201;
    private String body = "";
    private String asked = "";
    private TokenSource tokens = TokenSource.of(Secret.of(TOKEN));

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void start() {
        body = new String(
                Json.write(attestor.envelope("worker-a", "worker-a", TestAttestor.AT, REPORT)), StandardCharsets.UTF_8);
        server = Await.result(vertx.createHttpServer()
                .requestHandler(request -> {
                    asked = request.path() + " " + request.getHeader("X-Worker-ID");
                    request.response().setStatusCode(status).end(Buffer.buffer(body));
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Await.result(vertx.close());
    }

    private Attested attest() {
        BaseUrl url = BaseUrl.parse("http://127.0.0.1:" + server.actualPort());
        return Await.result(new IssuerAttesting(ApiClient.create(vertx), url, tokens).attest(HOST, REPORT));
    }

    @Test
    void asksAsTheWorkerOfTheTokenAndHandsTheEnvelopeOn() throws Exception {
        assertThat(attest()).isEqualTo(new Attested.Given(Json.readObject(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(asked).isEqualTo("/api/v1/worker/worker-a/attestations worker-a");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 408, 429, 500, 502, 503})
    void asksAgainLaterWhenTheIssuerCannotAnswerNow(int code) {
        status = code;
        assertThat(attest()).isInstanceOf(Attested.NotNow.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 413, 200, 302})
    void givesUpOnWhatIsRefusedForGood(int code) {
        status = code;
        assertThat(attest()).isInstanceOf(Attested.Never.class);
    }

    @Test
    void asksAgainLaterWhenNobodyListensOrThereIsNoToken() {
        tokens = () -> Future.succeededFuture(new TokenReading.Nothing("the file is missing"));
        assertThat(attest()).isEqualTo(new Attested.NotNow("the file is missing"));
        tokens = TokenSource.of(Secret.of(TOKEN));
        Await.result(server.close());
        assertThat(attest()).isInstanceOf(Attested.NotNow.class);
    }

    @Test
    void neverAsksForAHostThatTheTokenDoesNotSpeakFor() {
        tokens = TokenSource.of(Secret.of(TOKEN.replace(
                base64("{\"sub\":\"worker-a\",\"worker_id\":\"worker-a\"}"),
                base64("{\"sub\":\"worker-b\",\"worker_id\":\"worker-b\"}"))));
        assertThat(attest())
                .isInstanceOfSatisfying(
                        Attested.Never.class, never -> assertThat(never.why()).contains("worker-b", "worker-a"));
        assertThat(asked).isEmpty();
    }

    @Test
    void takesNoEnvelopeForAnotherHostOrNoneAtAll() {
        body = new String(
                Json.write(attestor.envelope("worker-a", "host-7", TestAttestor.AT, REPORT)), StandardCharsets.UTF_8);
        assertThat(attest())
                .isInstanceOfSatisfying(
                        Attested.Never.class, never -> assertThat(never.why()).contains("enrolled for host host-7"));
        body = "{\"status\":\"ok\"}";
        assertThat(attest())
                .isInstanceOfSatisfying(
                        Attested.Never.class, never -> assertThat(never.why()).contains("no envelope"));
    }

    @Test
    void saysWhichWorkerTheTokenIsFor() {
        BaseUrl url = BaseUrl.parse("http://127.0.0.1:1");
        IssuerAttesting attesting = new IssuerAttesting(ApiClient.create(vertx), url, tokens);
        assertThat(Await.result(attesting.worker())).isEqualTo(Optional.of("worker-a"));
    }
}
