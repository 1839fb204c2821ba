package dev.stacyvm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.time.Await;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final ApiClient client = ApiClient.create(vertx);

    @AfterEach
    void close() {
        Await.value(vertx.close());
    }

    @Test
    void readsAChunkedAnswerWhole() throws InvalidJson {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        List<String> chunks = List.of("9\r\n{\"status\"\r\n", "8\r\n:\"fine\"}\r\n", "0\r\n\r\n");
        String url = serving(socket -> socket.write(head + String.join("", chunks)));

        ApiAnswer answer = Await.value(client.send(ApiRequest.get(url, Map.of())));

        assertThat(answer.succeeded()).isTrue();
        assertThat(answer.body(StatusReply.class)).isEqualTo(new StatusReply("fine"));
    }

    @Test
    void tellsAnHtmlAnswerFromTheExpectedJson() {
        String url = serving(socket -> socket.write(response("502 Bad Gateway", "<html>secret-looking page</html>")));

        ApiAnswer answer = Await.value(client.send(ApiRequest.get(url, Map.of())));

        assertThat(answer.succeeded()).isFalse();
        assertThat(answer.problem()).isEqualTo("HTTP 502 with a body that is not the expected JSON");
        assertThatThrownBy(() -> answer.body(StatusReply.class)).isInstanceOf(InvalidJson.class);
    }

    @Test
    void showsTheErrorObjectsMessageMadePrintable() {
        String url = serving(socket ->
                socket.write(response("409 Conflict", "{\"code\":\"CONFLICT\",\"message\":\"held\\u001b[2J by b\"}")));

        assertThat(Await.value(client.send(ApiRequest.get(url, Map.of()))).problem())
                .isEqualTo("HTTP 409: held?[2J by b");
    }

    @Test
    void showsTheStatusAloneWhenTheErrorObjectSaysNothing() {
        String url = serving(socket -> socket.write(response("500 Oops", "{\"code\":\"X\"}")));

        assertThat(Await.value(client.send(ApiRequest.get(url, Map.of()))).problem())
                .isEqualTo("HTTP 500");
    }

    @Test
    void doesNotFollowARedirect() {
        AtomicInteger requests = new AtomicInteger();
        String url = serving(socket -> {
            requests.incrementAndGet();
            socket.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        });

        assertThat(Await.value(client.send(ApiRequest.get(url, Map.of()))).status())
                .isEqualTo(302);
        assertThat(requests).hasValue(1);
    }

    @Test
    void givesUpOnAServerThatNeverAnswersAndLeavesTheConnection() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        String url = serving(socket -> socket.closeHandler(gone -> left.complete(null)));

        Throwable failure =
                Await.failure(client.send(ApiRequest.get(url, Map.of()).within(Duration.ofMillis(150))));

        assertThat(failure).isInstanceOf(Unreachable.class).hasMessage(url + " did not answer within 150 ms");
        left.get(10, TimeUnit.SECONDS);
    }

    @Test
    void givesUpOnABodyThatNeverEnds() {
        String url = serving(socket -> socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));

        assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of()).within(Duration.ofMillis(150)))))
                .hasMessage(url + " did not answer within 150 ms");
    }

    @Test
    void tellsAtOnceThatTheServerLeftInTheMiddleOfTheBody() {
        String url = serving(socket ->
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{").onSuccess(sent -> socket.close()));

        assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of()).within(Duration.ofSeconds(60)))))
                .isInstanceOf(Unreachable.class)
                .hasMessage(url + " closed the connection before the whole answer came");
    }

    @Test
    void readsAnAnswerOfExactlyOneMebibyteAndRefusesOneByteMore() {
        String fits = serving(socket -> socket.write(response("200 OK", "x".repeat(1024 * 1024))));
        String tooLarge = serving(socket -> socket.write(response("200 OK", "x".repeat(1024 * 1024 + 1))));

        assertThat(Await.value(client.send(ApiRequest.get(fits, Map.of())))
                        .body()
                        .length())
                .isEqualTo(1024 * 1024);
        assertThat(Await.failure(client.send(ApiRequest.get(tooLarge, Map.of()))))
                .hasMessage(tooLarge + " failed: the answer is larger than 1048576 bytes");
    }

    @Test
    void tellsWhatIsNotHttpFromAnAnswer() {
        String url = serving(socket -> socket.write("220 smtp.example.com ESMTP\r\n\r\n"));

        assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of()))))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith(url + " failed: ");
    }

    @Test
    void saysThatAConnectionWasRefused() throws IOException {
        try (Socket unheard = new Socket()) {
            unheard.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "http://127.0.0.1:" + unheard.getLocalPort() + "/";

            assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of()))))
                    .hasMessage(
                            url + " refused the connection, so nothing listens there; start it or correct the address");
        }
    }

    @Test
    void saysThatAConnectAttemptTimedOutRatherThanThatItWasRefused() {
        ApiRequest request = ApiRequest.get("http://10.0.0.1:81/", Map.of());

        Unreachable failure =
                Unreachable.because(request, new ConnectException("connection timed out after 5000 ms: /10.0.0.1:81"));

        assertThat(failure).hasMessage("http://10.0.0.1:81/ did not answer within 10000 ms");
    }

    @Test
    void saysThatAHostCannotBeResolved() {
        String url = "http://no-such-host.invalid:7423/";

        assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of()))))
                .isInstanceOf(Unreachable.class)
                .hasMessage(url + " cannot be resolved");
    }

    @Test
    void failsTheFutureRatherThanThrowWhenTheUrlIsMalformed() {
        assertThat(Await.failure(client.send(ApiRequest.get("no-scheme", Map.of()))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void doesNotRepeatAHeaderThatCannotBeSent() {
        String url = serving(socket -> socket.write(response("200 OK", "{}")));

        assertThat(Await.failure(client.send(ApiRequest.get(url, Map.of("X-Worker-Token", "topsecret\r\nX-Evil: 1")))))
                .isInstanceOf(Unreachable.class)
                .message()
                .doesNotContain("topsecret");
    }

    @Test
    void showsNeitherHeadersNorBodiesAsText() {
        ApiRequest request = ApiRequest.post("http://h/", Map.of("X-Worker-Token", "topsecret"), Map.of("k", "hidden"));

        assertThat(request).hasToString("POST http://h/");
    }

    private String serving(Consumer<NetSocket> answer) {
        NetServer server = Await.value(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(ignored -> answer.accept(socket)))
                .listen(0, "127.0.0.1"));
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    private static String response(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
