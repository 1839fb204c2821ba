package dev.stacyvm.http;

import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.PrintedObject;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A request to send.
 *
 * @param url absolute, without credentials
 * @param headers may hold secrets: never logged
 * @param timeout for the whole exchange, connecting included
 */
public record ApiRequest(HttpMethod method, String url, Map<String, String> headers, Buffer body, Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public static ApiRequest get(String url, Map<String, String> headers) {
        return new ApiRequest(HttpMethod.GET, url, headers, Buffer.buffer(), TIMEOUT);
    }

    /** A POST of {@code value} as JSON. */
    public static ApiRequest post(String url, Map<String, String> headers, Object value) {
        return post(url, headers, Buffer.buffer(Json.write(value)));
    }

    /** A POST of this JSON object. */
    public static ApiRequest post(String url, Map<String, String> headers, PrintedObject object) {
        return post(url, headers, Buffer.buffer(object.compact()));
    }

    private static ApiRequest post(String url, Map<String, String> headers, Buffer json) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return new ApiRequest(HttpMethod.POST, url, Map.copyOf(all), json, TIMEOUT);
    }

    public ApiRequest within(Duration limit) {
        return new ApiRequest(method, url, headers, body, limit);
    }

    @Override
    public String toString() {
        return method + " " + url;
    }
}
