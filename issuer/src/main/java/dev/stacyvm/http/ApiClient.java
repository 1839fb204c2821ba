package dev.stacyvm.http;

import dev.stacyvm.time.Scheduler;
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

/**
 * An HTTP client with a limit on everything: connections, waiting requests, time, answer size. It follows no redirects
 * and decompresses nothing. Futures complete on the calling context.
 */
public final class ApiClient {
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_CONNECTIONS = 4;
    private static final int MAX_WAITING = 64;

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Optional<PemWatch> certificates;
    private volatile Future<?> ready = Future.succeededFuture();

    private ApiClient(Vertx vertx, HttpClientAgent client, Optional<PemWatch> certificates) {
        this.vertx = vertx;
        this.client = client;
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
        HttpClientAgent client = agent(vertx);
        if (tls.isUsual()) {
            return new ApiClient(vertx, client, Optional.empty());
        }
        PemWatch watch = new PemWatch(vertx, tls.files(), Scheduler.of(vertx));
        ApiClient created = new ApiClient(vertx, client, Optional.of(watch));
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
        long timeoutMillis = request.timeout().toMillis();
        Future<HttpClientRequest> opening = ready.succeeded()
                ? open(request, timeoutMillis)
                : whenReady().compose(known -> open(request, timeoutMillis));
        return opening.compose(open -> exchange(open, request))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                // Also when the connection comes only after the caller was told: nothing may be sent late.
                .onFailure(failure -> opening.onSuccess(open -> open.reset(0, failure)))
                .recover(failure -> Future.failedFuture(Unreachable.because(request, failure)));
    }

    public Future<Void> close() {
        certificates.ifPresent(PemWatch::stop);
        return client.close();
    }

    /** On the caller's context: elsewhere an answer could end before anyone listens to it. */
    private Future<?> whenReady() {
        return Future.fromCompletionStage(ready.toCompletionStage(), vertx.getOrCreateContext());
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
