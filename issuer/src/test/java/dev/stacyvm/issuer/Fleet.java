package dev.stacyvm.issuer;

import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.wire.Json;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Simulated workers: each sends heartbeats with its current token, which a follower of the trust feed judges too. */
final class Fleet {
    private static final int MOST_TOLD = 10;

    final AtomicInteger heartbeats = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final List<String> told = new CopyOnWriteArrayList<>();

    private final Vertx vertx;
    private final ListenAddress issuer;
    private final TokenVerifier follower;
    private final HttpClient client;
    private final Context loop;
    private final AtomicReferenceArray<String> tokens;
    private volatile boolean stopped;
    private final Map<Integer, Boolean> busy = new ConcurrentHashMap<>();

    Fleet(Vertx vertx, ListenAddress issuer, TokenVerifier follower, int size) {
        this.vertx = vertx;
        this.issuer = issuer;
        this.follower = follower;
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(32));
        this.tokens = new AtomicReferenceArray<>(size);
    }

    /** Each worker beats every {@code millis}, unless its last heartbeat is still under way. */
    void beatEvery(long millis) {
        for (int i = 0; i < tokens.length(); i++) {
            int worker = i;
            vertx.setTimer(1 + i % millis, first -> vertx.setPeriodic(millis, again -> beat(worker)));
        }
    }

    /** Gives the worker a new token. */
    Future<Void> rotate(int worker) {
        String body = "{\"worker_id\":\"" + name(worker) + "\",\"ttl\":\"15m\"}";
        return send("/api/v1/admin/worker-tokens", IssuerRig.ADMIN, body).map(answer -> {
            tokens.set(worker, token(answer.body()));
            return null;
        });
    }

    String token(int worker) {
        return tokens.get(worker);
    }

    /** The status of a heartbeat with the worker's token. */
    Future<Integer> heartbeat(int worker) {
        Map<String, String> headers =
                Map.of("X-Worker-ID", name(worker), "X-Worker-Token", String.valueOf(tokens.get(worker)));
        return send("/api/v1/worker/" + name(worker) + "/heartbeat", headers, "{}")
                .map(Answer::status);
    }

    /** A whole answer, read before anyone else can come in between. */
    record Answer(int status, Buffer body) {}

    Future<Answer> send(String path, Map<String, String> headers, String body) {
        Promise<Answer> answer = Promise.promise();
        // On one event loop, so that a body cannot come and go before anyone asks for it.
        loop.runOnContext(go -> exchange(path, headers, body).onComplete(answer));
        return answer.future();
    }

    private Future<Answer> exchange(String path, Map<String, String> headers, String body) {
        return client.request(HttpMethod.POST, issuer.port(), issuer.host(), path)
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send(Buffer.buffer(body));
                })
                .compose(response -> response.body().map(whole -> new Answer(response.statusCode(), whole)));
    }

    static String name(int worker) {
        return "worker-" + worker;
    }

    /** Ends the heartbeats; those under way are no matter any more. */
    void stop() {
        stopped = true;
    }

    private void beat(int worker) {
        if (stopped || tokens.get(worker) == null || busy.putIfAbsent(worker, true) != null) {
            return;
        }
        if (!(follower.verify(tokens.get(worker), Audience.CONTROL_PLANE) instanceof Verdict.Accepted)) {
            refuse("the follower refuses " + name(worker));
        }
        heartbeat(worker)
                .onSuccess(status -> {
                    heartbeats.incrementAndGet();
                    if (status != 200) {
                        refuse("HTTP " + status + " for " + name(worker));
                    }
                })
                .onFailure(failure -> refuse(String.valueOf(failure.getMessage())))
                .onComplete(done -> busy.remove(worker));
    }

    private void refuse(String why) {
        if (stopped) {
            return;
        }
        refused.incrementAndGet();
        if (told.size() < MOST_TOLD) {
            told.add(why);
        }
    }

    private static String token(Buffer answer) {
        try {
            return Json.readObject(answer.getBytes()).path("token").asText();
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
