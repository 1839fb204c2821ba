package dev.stacyvm.torture;

import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A control plane for one worker that judges the token of every request, whatever its path, and can keep requests
 * waiting: whoever waits for an answer reads no file meanwhile, so that what is done to the file then is done between
 * two requests. Safe from any thread.
 */
final class CheckingPlane implements AutoCloseable {
    private static final int MAX_HEADER = 64 * 1024;

    private final Vertx vertx;
    private final Time time = Time.system();
    private final HttpServer server;
    // All below are guarded by this.
    private final List<Sent> sent = new ArrayList<>();
    private final List<HttpServerRequest> held = new ArrayList<>();
    private Judge judge = token -> Sent.Kind.GOOD;
    private boolean holding;

    CheckingPlane(Vertx vertx) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(new HttpServerOptions().setMaxHeaderSize(MAX_HEADER))
                .requestHandler(this::take)
                .invalidRequestHandler(this::takeBroken)
                .listen(0, "127.0.0.1")
                .await();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    synchronized void judgeWith(Judge next) {
        judge = next;
        sent.clear();
    }

    /** Keeps what arrives from now on waiting; true when something has within the time. */
    boolean hold(Duration limit) {
        synchronized (this) {
            holding = true;
        }
        return await(() -> !held.isEmpty(), limit);
    }

    /** Answers what waits. What arrives later has an index of at least the number returned. */
    synchronized int release(int status) {
        holding = false;
        List<HttpServerRequest> waiting = List.copyOf(held);
        held.clear();
        vertx.runOnContext(now -> waiting.forEach(request -> answer(request, status)));
        return sent.size();
    }

    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Forgets what was seen. */
    synchronized void forget() {
        sent.clear();
    }

    /** Waits for a request with an accepted token. */
    boolean awaitGood(Duration limit) {
        return await(() -> sent.stream().anyMatch(one -> one.kind() == Sent.Kind.GOOD), limit);
    }

    /** Waits until so many requests have arrived since the judge was set or all was forgotten. */
    boolean awaitSent(int count, Duration limit) {
        return await(() -> sent.size() >= count, limit);
    }

    @Override
    public void close() {
        server.close().await();
    }

    private synchronized boolean await(BooleanSupplier condition, Duration limit) {
        long start = time.nanos();
        while (!condition.getAsBoolean()) {
            long left = limit.minus(time.since(start)).toMillis();
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private synchronized void take(HttpServerRequest request) {
        String token = token(request);
        Sent.Kind kind = judge.judge(token);
        note(new Sent(token, kind));
        if (holding) {
            held.add(request);
        } else {
            answer(request, kind == Sent.Kind.GOOD ? 200 : 401);
        }
    }

    /** Bytes that no header may hold. */
    private synchronized void takeBroken(HttpServerRequest request) {
        note(new Sent("", Sent.Kind.TORN));
        request.response().setStatusCode(400).end();
        request.connection().close();
    }

    private void note(Sent one) {
        sent.add(one);
        notifyAll();
    }

    private static String token(HttpServerRequest request) {
        String direct = request.getHeader("X-Worker-Token");
        if (direct != null) {
            return direct;
        }
        String bearer = request.getHeader("Authorization");
        return bearer == null ? "" : bearer.replaceFirst("(?i)^Bearer ", "");
    }

    private static void answer(HttpServerRequest request, int status) {
        Reply reply = status == 200
                ? Reply.ok(new WorkerView(Mint.WORKER, "h", "online", null, null, null, "", "", "", false))
                : Reply.error(ErrorCode.UNAUTHORIZED, "invalid or missing worker credentials");
        request.response()
                .setStatusCode(reply.status())
                .putHeader("Content-Type", reply.contentType())
                .end(reply.body());
    }
}
