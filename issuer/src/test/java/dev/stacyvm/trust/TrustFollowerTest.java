package dev.stacyvm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.TokenSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers what the test says, and then leaves polls unanswered. */
class TrustFollowerTest {
    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final Queue<Function<Exchange, Reply>> answers = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Long> told = new CopyOnWriteArrayList<>();
    private ApiServer server;

    @BeforeEach
    void serve() {
        server = Await.value(ApiServer.start(
                vertx, new ListenAddress("127.0.0.1", 0), routes -> routes.get("/api/v1/trust", this::answer)));
    }

    @AfterEach
    void stop() {
        Await.value(vertx.close());
    }

    @Test
    void statesTheEpochItHoldsAndSwapsWhatItHoldsWhole() {
        answers.add(exchange -> Reply.ok(snapshot(3)));
        answers.add(exchange -> Reply.ok(snapshot(4)));
        TrustFollower follower = follow(new TrustLogin.ApiKey(Secret.of("key")));

        Await.until(() -> asked.size() == 3);

        assertThat(asked).containsExactly("0 rpc key", "3 rpc key", "4 rpc key");
        assertThat(follower.epoch()).isEqualTo(4);
        assertThat(told).containsExactly(3L, 4L);
        assertThat(follower.isFresh()).isTrue();
    }

    @Test
    void goesOnAfterAnswersThatAreNone() {
        answers.add(exchange -> Reply.text("text/html", "<html>"));
        answers.add(exchange -> Reply.empty(304));
        answers.add(exchange -> Reply.empty(500));
        answers.add(exchange -> Reply.ok(snapshot(3)));
        TrustFollower follower = follow(new TrustLogin.ApiKey(Secret.of("key")));

        Await.until(() -> !told.isEmpty());

        assertThat(told).containsExactly(3L);
        assertThat(follower.epoch()).isEqualTo(3);
    }

    @Test
    void keepsWhatItHoldsWhenTheIssuerWasSetBack() {
        answers.add(exchange -> Reply.ok(snapshot(9)));
        answers.add(exchange -> Reply.ok(snapshot(2)));
        TrustFollower follower = follow(new TrustLogin.ApiKey(Secret.of("key")));

        Await.until(() -> asked.size() == 3);

        assertThat(follower.epoch()).isEqualTo(9);
        assertThat(told).containsExactly(9L);
    }

    @Test
    void showsTheTokenOfItsSource() {
        TrustFollower follower = follow(new TrustLogin.WorkerToken(TokenSource.of(Secret.of("the-token"))));

        Await.until(() -> asked.size() == 1);

        assertThat(asked).containsExactly("0 rpc Bearer the-token");
        assertThat(follower.isFresh()).isFalse();
    }

    private TrustFollower follow(TrustLogin login) {
        BaseUrl issuer = BaseUrl.parse("http://" + server.address());
        return TrustFollower.start(
                vertx, new TrustPlan(issuer, login, "rpc"), time, snapshot -> told.add(snapshot.epoch()));
    }

    private Future<Reply> answer(Exchange exchange) {
        asked.add(exchange.query("epoch", "") + " " + exchange.query("follower", "") + " "
                + exchange.header("X-API-Key") + exchange.header("Authorization"));
        Function<Exchange, Reply> next = answers.poll();
        return next == null ? Future.future(never -> {}) : Future.succeededFuture(next.apply(exchange));
    }

    private Object snapshot(long epoch) {
        return new TrustSnapshot(epoch, time.now(), "http://issuer.test", List.of(), List.of(), Revocations.NONE)
                .json();
    }
}
