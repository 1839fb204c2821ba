package dev.stacyvm.issuer;

import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one address may try the routes that check credentials at some cost: a bucket that holds a burst and fills
 * steadily. Remembers a bounded number of addresses, the latest. Owned by the server's event loop.
 */
final class RateLimit {
    private static final int ADDRESSES = 10_000;
    private static final double NANOS = 1e9;

    private record Bucket(double left, long atNanos) {}

    private final int burst;
    private final double perSecond;
    private final Time time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    RateLimit(int burst, double perSecond, Time time) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.time = time;
    }

    /** Answers 429 with {@code Retry-After} in place of the endpoint when the caller comes too often. */
    Endpoint guard(Endpoint endpoint) {
        return exchange ->
                admits(exchange.remoteAddress()) ? endpoint.answer(exchange) : Future.succeededFuture(tooMany());
    }

    private boolean admits(String address) {
        long now = time.nanos();
        Bucket before = buckets.remove(address);
        double filled =
                before == null ? burst : Math.min(burst, before.left() + (now - before.atNanos()) / NANOS * perSecond);
        boolean admitted = filled >= 1;
        buckets.put(address, new Bucket(admitted ? filled - 1 : filled, now));
        return admitted;
    }

    private Reply tooMany() {
        long wait = Math.max(1, (long) Math.ceil(1 / perSecond));
        return Reply.error(ErrorCode.RESOURCE_LIMIT, "too many requests; try again later")
                .with(Map.of("Retry-After", String.valueOf(wait)));
    }
}
