package dev.stacyvm.http;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.ReadObject;
import io.vertx.core.buffer.Buffer;

/**
 * A whole answer, at most 1 MiB.
 *
 * @param date the header {@code Date}, or empty: what the server's clock said, to the second
 */
public record ApiAnswer(int status, String contentType, Buffer body, String date) {
    private static final int MAX_SHOWN = 120;

    public ApiAnswer(int status, String contentType, Buffer body) {
        this(status, contentType, body, "");
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The body as strict JSON. */
    public <T> T body(Class<T> type) throws InvalidJson {
        return Json.read(body.getBytes(), type);
    }

    /** The body as one strict JSON object. */
    public ReadObject object() throws InvalidJson {
        return ReadObject.of(body.getBytes());
    }

    /** What went wrong, in a few printable words: the error object's message where there is one. */
    public String problem() {
        try {
            String message = object().text("message").orElse("");
            return message.isBlank() ? "HTTP " + status : "HTTP " + status + ": " + Printable.of(message, MAX_SHOWN);
        } catch (InvalidJson notOurs) {
            return "HTTP " + status + " with a body that is not the expected JSON";
        }
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
