package dev.stacyvm.http;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times what endpoints answer, by the pattern of their route, never by a path that a caller chose. What is
 * refused before an endpoint is asked, such as an unknown path, is not counted. Any thread may call.
 */
public final class RouteMeter {
    private static final double[] BOUNDS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10};
    private static final double NANOS = 1e9;

    /** How long one route took: per bound, and beyond the last. */
    private static final class Latency {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        Latency() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void add(Duration took) {
            int bucket = 0;
            while (bucket < BOUNDS.length && took.toNanos() > BOUNDS[bucket] * NANOS) {
                bucket++;
            }
            buckets[bucket].increment();
            nanos.add(took.toNanos());
        }
    }

    private final Time time;
    private final Map<String, Latency> latencies = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

    public RouteMeter(Time time) {
        this.time = time;
    }

    /** The same routes, counted. */
    public Routes over(Routes inner) {
        return (method, path, maxBodyBytes, endpoint) ->
                inner.add(method, path, maxBodyBytes, metered(method, path, endpoint));
    }

    /** The families {@code stacyvm_http_requests_total} and {@code stacyvm_http_request_seconds} in Prometheus' text format. */
    public String text() {
        StringBuilder text = new StringBuilder("""
                # HELP stacyvm_http_requests_total Answers by route and status.
                # TYPE stacyvm_http_requests_total counter
                """);
        answers.forEach((labels, count) -> line(text, "stacyvm_http_requests_total{" + labels + "}", count.sum()));
        text.append("""
                # HELP stacyvm_http_request_seconds Time from the whole request to the answer.
                # TYPE stacyvm_http_request_seconds histogram
                """);
        latencies.forEach((labels, latency) -> histogram(text, labels, latency));
        return text.toString();
    }

    private Endpoint metered(HttpMethod method, String path, Endpoint endpoint) {
        String labels = "method=\"" + method.name() + "\",route=\"" + path + "\"";
        Latency latency = latencies.computeIfAbsent(labels, first -> new Latency());
        Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();
        return exchange -> {
            long began = time.nanos();
            return answer(endpoint, exchange).onComplete(reply -> {
                latency.add(time.since(began));
                int status = reply.succeeded() ? reply.result().status() : 500;
                counts.computeIfAbsent(status, first -> count(labels, status)).increment();
            });
        };
    }

    private LongAdder count(String labels, int status) {
        return answers.computeIfAbsent(labels + ",status=\"" + status + "\"", first -> new LongAdder());
    }

    /** What an endpoint throws is counted as what it is answered with. */
    private static Future<Reply> answer(Endpoint endpoint, Exchange exchange) {
        return Future.<Void>succeededFuture().compose(now -> endpoint.answer(exchange));
    }

    private static void histogram(StringBuilder text, String labels, Latency latency) {
        long count = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            count += latency.buckets[i].sum();
            String bound = String.format(Locale.ROOT, "%s", BOUNDS[i]);
            line(text, "stacyvm_http_request_seconds_bucket{" + labels + ",le=\"" + bound + "\"}", count);
        }
        count += latency.buckets[BOUNDS.length].sum();
        line(text, "stacyvm_http_request_seconds_bucket{" + labels + ",le=\"+Inf\"}", count);
        text.append("stacyvm_http_request_seconds_sum{" + labels + "} ")
                .append(latency.nanos.sum() / NANOS)
                .append('\n');
        line(text, "stacyvm_http_request_seconds_count{" + labels + "}", count);
    }

    private static void line(StringBuilder text, String name, long value) {
        text.append(name).append(' ').append(value).append('\n');
    }
}
