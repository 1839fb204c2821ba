package dev.stacyvm.http;

import dev.stacyvm.wire.ErrorBody;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What an endpoint answers. Expected refusals are replies too; only a defect fails the endpoint's future.
 *
 * @param headers besides {@code Content-Type}
 */
public record Reply(int status, String contentType, Buffer body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    /** 200 with {@code value} as compact JSON and one line end. */
    public static Reply ok(Object value) {
        return json(200, value);
    }

    public static Reply json(int status, Object value) {
        Buffer body = Buffer.buffer(Json.write(value)).appendByte((byte) '\n');
        return new Reply(status, JSON, body, Map.of());
    }

    /** The contract's error object under the code's own status. */
    public static Reply error(ErrorCode code, String message) {
        return error(code.status(), code, message);
    }

    /** The contract's error object, where it pairs a code with another status. */
    public static Reply error(int status, ErrorCode code, String message) {
        return json(status, new ErrorBody(code.name(), message));
    }

    /** 200 with text of the given media type. */
    public static Reply text(String contentType, String text) {
        return new Reply(200, contentType, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)), Map.of());
    }

    /** A status without a body, such as 304. */
    public static Reply empty(int status) {
        return new Reply(status, JSON, Buffer.buffer(), Map.of());
    }

    public Reply with(Map<String, String> moreHeaders) {
        return new Reply(status, contentType, body, moreHeaders);
    }
}
