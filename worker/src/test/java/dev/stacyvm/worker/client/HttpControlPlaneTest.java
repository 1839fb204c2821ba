package dev.stacyvm.worker.client;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Reply;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpControlPlaneTest {
    private static final Heartbeat BEAT = new Heartbeat("host", "online", List.of("docker"), List.of(), Map.of());
    private static final Duration TTL = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ApiClient client = ApiClient.create(vertx);
    private PlaneServer server;
    private ControlPlane plane;

    @BeforeEach
    void start() throws Exception {
        server = new PlaneServer(vertx);
        plane = with(HttpControlPlaneTest::tokenA);
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void sendsTheContractsHeartbeat() throws Exception {
        server.answers(Reply.ok(worker("worker-a")));

        assertThat(await(plane.heartbeat(BEAT)).granted()).contains(new StatusReply("online"));
        assertThat(server.seen).singleElement().satisfies(seen -> {
            assertThat(seen.workerId()).isEqualTo("worker-a");
            assertThat(seen.token()).isEqualTo("token-a");
            assertThat(seen.body())
                    .isEqualTo("{\"hostname\":\"host\",\"status\":\"online\",\"providers\":[\"docker\"],"
                            + "\"capabilities\":[],\"capacity\":{}}");
        });
    }

    @Test
    void speaksTheLeaseRoutes() throws Exception {
        server.answers(Reply.ok(lease("db-1", "worker-a", 4)));

        assertThat(await(plane.acquire("db-1", TTL)).granted().map(LeaseView::generation))
                .hasValue(4L);
        assertThat(await(plane.renew("db-1", TTL)).granted()).isPresent();
        server.answers(exchange -> Future.succeededFuture(Reply.ok(Json.object().put("status", "released"))));
        assertThat(await(plane.release("db-1", 4)).granted()).isPresent();

        assertThat(server.operations()).containsExactly("acquire", "renew", "release");
        assertThat(server.seen.stream().map(PlaneServer.Seen::body))
                .containsExactly("{\"ttl\":\"30s\"}", "{\"ttl\":\"30s\"}", "{\"generation\":4}");
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED",
        "403, UNAUTHORIZED",
        "404, NOT_SUPPORTED",
        "405, NOT_SUPPORTED",
        "409, REFUSED",
        "400, UNAVAILABLE",
        "302, UNAVAILABLE",
        "429, UNAVAILABLE",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void tellsWhatAStatusMeans(int status, Denial expected) throws Exception {
        server.answers(Reply.json(status, Json.object().put("code", "X").put("message", "because of this")));

        Answer<LeaseView> answer = await(plane.renew("db-1", TTL));

        assertThat(answer).isInstanceOfSatisfying(Answer.Denied.class, denied -> {
            assertThat(denied.kind()).isEqualTo(expected);
            assertThat(denied.why()).contains("127.0.0.1").contains("because of this");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>Welcome</html>", "", "null", "[]", "{}", "{\"lease\":null}", "{\"id\":\"worker-b\"}"})
    void anAnswerOfSomethingElseIsAFailureToldInOneSentence(String body) throws Exception {
        server.answers(Reply.text("text/html", body));

        for (Answer<?> answer : List.of(await(plane.heartbeat(BEAT)), await(plane.acquire("db-1", TTL)))) {
            assertThat(answer).isInstanceOfSatisfying(Answer.Denied.class, denied -> {
                assertThat(denied.kind()).isEqualTo(Denial.UNAVAILABLE);
                assertThat(denied.why())
                        .contains("check the control plane's URL")
                        .hasLineCount(1);
            });
        }
    }

    @Test
    void aLeaseOfAnotherIsNotOurs() throws Exception {
        server.answers(Reply.ok(lease("db-1", "worker-b", 4)));
        assertThat(await(plane.renew("db-1", TTL)).granted()).isEmpty();

        server.answers(Reply.ok(lease("db-2", "worker-a", 4)));
        assertThat(await(plane.renew("db-1", TTL)).granted()).isEmpty();
    }

    @Test
    void readsTheTokenForEveryRequest() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        plane = with(() -> fresh("token-" + reads.incrementAndGet()));
        server.answers(Reply.ok(worker("worker-a")));

        await(plane.heartbeat(BEAT));
        await(plane.heartbeat(BEAT));

        assertThat(server.seen.stream().map(PlaneServer.Seen::token)).containsExactly("token-1", "token-2");
    }

    @Test
    void repeatsOnceWhenTheTokenChangedSinceItWasRefused() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        plane = with(() -> fresh("token-" + reads.incrementAndGet()));
        server.answers(exchange -> Future.succeededFuture(
                exchange.header("X-Worker-Token").equals("token-2") ? Reply.ok(worker("worker-a")) : Reply.empty(401)));

        assertThat(await(plane.heartbeat(BEAT)).granted()).isPresent();
        assertThat(server.seen).hasSize(2);
    }

    @Test
    void repeatsOnlyOnceThoughTheTokenChangesAgain() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        plane = with(() -> fresh("token-" + reads.incrementAndGet()));
        server.answers(Reply.empty(401));

        assertThat(await(plane.heartbeat(BEAT)).granted()).isEmpty();
        assertThat(server.seen).hasSize(2);
    }

    @Test
    void doesNotRepeatWithTheSameToken() throws Exception {
        server.answers(Reply.empty(401));

        assertThat(await(plane.heartbeat(BEAT)).granted()).isEmpty();
        assertThat(server.seen).hasSize(1);
    }

    @Test
    void sendsTheLastGoodTokenWhileDegraded() throws Exception {
        plane = with(() -> new TokenReading.Degraded(Secret.of("old"), "the file is torn"));
        server.answers(Reply.ok(worker("worker-a")));

        assertThat(await(plane.heartbeat(BEAT)).granted()).isPresent();
        assertThat(server.seen.get(0).token()).isEqualTo("old");
    }

    @Test
    void sendsNothingWithoutAToken() throws Exception {
        plane = with(() -> new TokenReading.Nothing("/run/token does not exist"));

        assertThat(await(plane.heartbeat(BEAT)))
                .isEqualTo(new Answer.Denied<>(Denial.NO_TOKEN, "/run/token does not exist"));
        assertThat(server.seen).isEmpty();
    }

    @Test
    void aHungAnswerIsGivenUpAtAThirdOfTheTtl() throws Exception {
        server.answers(exchange -> Promise.<Reply>promise().future());

        Answer<LeaseView> answer = await(plane.renew("db-1", Duration.ofSeconds(1)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Denied.class,
                        denied -> assertThat(denied.why()).contains("did not answer within 333 ms"));
    }

    @Test
    void aConnectionThatIsCutIsAFailure() throws Exception {
        NetServer cutter = await(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.close()))
                .listen(0, "127.0.0.1"));
        plane = at("http://127.0.0.1:" + cutter.actualPort());

        assertThat(await(plane.heartbeat(BEAT)))
                .isInstanceOfSatisfying(
                        Answer.Denied.class, denied -> assertThat(denied.kind()).isEqualTo(Denial.UNAVAILABLE));
    }

    @Test
    void aServerThatIsNotThereIsAFailure() throws Exception {
        try (Socket unheard = new Socket()) {
            unheard.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            plane = at("http://127.0.0.1:" + unheard.getLocalPort());

            assertThat(await(plane.heartbeat(BEAT)))
                    .isInstanceOfSatisfying(
                            Answer.Denied.class,
                            denied -> assertThat(denied.why()).contains("refused the connection"));
        }
    }

    @Test
    void aDefectOfTheTokenSourceIsADenialToo() throws Exception {
        plane = new HttpControlPlane(client, server.url(), "worker-a", () -> {
            throw new IllegalStateException("broken");
        });

        assertThat(await(plane.heartbeat(BEAT)).granted()).isEmpty();
    }

    @Test
    void anIdThatCouldChangeThePathIsRefused() {
        assertThatThrownBy(
                        () -> new HttpControlPlane(client, server.url(), "a/b", () -> Future.succeededFuture(tokenA())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plane.acquire("../x", TTL)).isInstanceOf(IllegalArgumentException.class);
    }

    private ControlPlane with(Supplier<TokenReading> readings) {
        TokenSource source = () -> Future.succeededFuture(readings.get());
        return new HttpControlPlane(client, server.url(), "worker-a", source);
    }

    private ControlPlane at(String url) {
        return new HttpControlPlane(client, BaseUrl.parse(url), "worker-a", () -> Future.succeededFuture(tokenA()));
    }

    private static TokenReading tokenA() {
        return fresh("token-a");
    }

    private static TokenReading fresh(String token) {
        return new TokenReading.Fresh(Secret.of(token));
    }

    private static WorkerView worker(String id) {
        return new WorkerView(id, "host", "online", List.of("docker"), null, null, "", "", "", false);
    }

    private static LeaseReply lease(String resource, String holder, long generation) {
        return new LeaseReply(new LeaseView(resource, holder, generation, "2026-05-09T10:00:30Z"));
    }
}
