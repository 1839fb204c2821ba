package dev.stacyvm.http;

import dev.stacyvm.time.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An HTTP client with a limit on everything: connections, waiting requests, time, answer size. It follows no redirects
 * and decompresses nothing. Futures complete on the calling context.
 */
public final class ApiClient {
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_CONNECTIONS = 4;
    private static final int MAX_WAITING = 64;

    private static final int LAST_ANSWERS_SECONDS = 30;

    private final Vertx vertx;
    private final Optional<PemWatch> certificates;
    /** The library's client, another one after each time it could not connect. */
    private volatile HttpClientAgent client;

    private volatile Optional<PemMaterial> material = Optional.empty();
    private boolean closed;
    private volatile Future<?> ready = Future.succeededFuture();

    private ApiClient(Vertx vertx, Optional<PemWatch> certificates) {
        this.vertx = vertx;
        this.client = agent(vertx);
        this.certificates = certificates;
    }

    /** A client that knows servers by the JVM's authorities. */
    public static ApiClient create(Vertx vertx) {
        return create(vertx, ClientTls.usual());
    }

    /**
     * A client that knows servers by the files of {@code tls}, read now and again every second. While they have never been
     * usable every request fails and says why; later a bad file changes nothing.
     */
    public static ApiClient create(Vertx vertx, ClientTls tls) {
        if (tls.isUsual()) {
            return new ApiClient(vertx, Optional.empty());
        }
        PemWatch watch = new PemWatch(vertx, tls.files(), Scheduler.of(vertx));
        ApiClient created = new ApiClient(vertx, Optional.of(watch));
        created.follow(watch);
        return created;
    }

    private static HttpClientAgent agent(Vertx vertx) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(30)
                .setIdleTimeout(120)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(32 * 1024);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING);
        return vertx.createHttpClient(options, pool);
    }

    private void follow(PemWatch watch) {
        Future<PemMaterial> first = watch.read();
        ready = first.compose(this::use);
        first.onComplete(read -> watch.follow(Optional.ofNullable(read.result()), this::use));
    }

    private Future<?> use(PemMaterial read) {
        material = Optional.of(read);
        Future<?> used = client.updateSSLOptions(read.forClient());
        ready = used;
        return used;
    }

    /**
     * Sends one request and reads the whole answer; any status is an answer.
     *
     * @return fails with {@link Unreachable}, whose message names the address and the reason, when no whole answer came
     *     within the request's timeout or it was larger than 1 MiB
     */
    public Future<ApiAnswer> send(ApiRequest request) {
        if (Context.isOnEventLoopThread()) {
            return sendHere(request);
        }
        // The library's callbacks run where they find themselves: on another thread an answer could have come and gone
        // before.
        Promise<ApiAnswer> answer = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> sendHere(request).onComplete(answer));
        return answer.future();
    }

    private Future<ApiAnswer> sendHere(ApiRequest request) {
        long timeoutMillis = request.timeout().toMillis();
        HttpClientAgent used = client;
        Future<HttpClientRequest> opening =
                whenReady(() -> open(request, timeoutMillis)).onFailure(failure -> forget(used));
        return opening.compose(open -> exchange(open, request))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                // Also when the connection comes only after the caller was told: nothing may be sent late.
                .onFailure(failure -> opening.onSuccess(open -> open.reset(0, failure)))
                .recover(failure -> Future.failedFuture(Unreachable.because(request, failure)));
    }

    public synchronized Future<Void> close() {
        closed = true;
        certificates.ifPresent(PemWatch::stop);
        return client.close();
    }

    /** On the caller's context: elsewhere an answer could end before anyone listens to it. */
    private <T> Future<T> whenReady(Supplier<Future<T>> next) {
        return ready.succeeded()
                ? next.get()
                : Future.fromCompletionStage(ready.toCompletionStage(), vertx.getOrCreateContext())
                        .compose(known -> next.get());
    }

    /** The library resolves a host's name once and keeps to its address for good, also when the service has moved. */
    private synchronized void forget(HttpClientAgent unconnected) {
        if (client == unconnected && !closed) {
            client = agent(vertx);
            material.ifPresent(this::use);
            unconnected.shutdown(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Future<HttpClientRequest> open(ApiRequest request, long timeoutMillis) {
        if (!request.headers().values().stream().allMatch(ApiClient::isSendable)) {
            return Future.failedFuture(new VertxException("a header holds a character that cannot be sent", true));
        }
        try {
            return client.request(new RequestOptions()
                    .setMethod(request.method())
                    .setAbsoluteURI(request.url())
                    .setConnectTimeout(timeoutMillis));
        } catch (VertxException malformedUrl) {
            return Future.failedFuture(malformedUrl);
        }
    }

    /** Checked here, because the library would repeat the value, which may be a secret, in its error and its log. */
    private static boolean isSendable(String value) {
        return value.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }

    private static Future<ApiAnswer> exchange(HttpClientRequest open, ApiRequest request) {
        request.headers().forEach(open::putHeader);
        return open.send(request.body()).compose(ApiClient::readWhole);
    }

    private static Future<ApiAnswer> readWhole(HttpClientResponse response) {
        Buffer collected = Buffer.buffer();
        Promise<ApiAnswer> whole = Promise.promise();
        response.handler(chunk -> {
            if (collected.length() + chunk.length() > MAX_ANSWER_BYTES) {
                whole.tryFail(new VertxException("the answer is larger than " + MAX_ANSWER_BYTES + " bytes", true));
            } else {
                collected.appendBuffer(chunk);
            }
        });
        response.end()
                .onSuccess(ended -> whole.tryComplete(new ApiAnswer(
                        response.statusCode(),
                        String.valueOf(response.getHeader("Content-Type")),
                        collected,
                        response.headers().contains("Date") ? response.getHeader("Date") : "")))
                .onFailure(whole::tryFail);
        return whole.future();
    }
}
