package dev.stacyvm.probe;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.ReadObject;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * One whole answer of an engine, at most 4 MiB.
 *
 * @param apiVersion as its header tells, or empty
 */
record EngineAnswer(String path, int status, Buffer body, String apiVersion) {
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int OK = 200;

    /** Fails with {@link EngineNonsense} when the answer is too large, or as the connection does. */
    static Future<EngineAnswer> of(String path, HttpClientResponse response) {
        Buffer collected = Buffer.buffer();
        Promise<Void> tooLarge = Promise.promise();
        response.handler(chunk -> {
            if (collected.length() + chunk.length() > MAX_BYTES) {
                tooLarge.tryFail(new EngineNonsense("answered " + path + " with more than " + MAX_BYTES + " bytes"));
            } else {
                collected.appendBuffer(chunk);
            }
        });
        response.end().onComplete(ended -> {
            if (ended.succeeded()) {
                tooLarge.tryComplete();
            } else {
                tooLarge.tryFail(ended.cause());
            }
        });
        return tooLarge.future()
                .map(whole -> new EngineAnswer(path, response.statusCode(), collected, version(response)));
    }

    EngineAnswer(String path, int status, Buffer body) {
        this(path, status, body, "");
    }

    private static String version(HttpClientResponse response) {
        String version = response.getHeader("Api-Version");
        return version == null ? "" : version;
    }

    boolean ok() {
        return status == OK;
    }

    /** How it differs from what an engine answers, without its content. */
    String described() {
        return ok() ? "with something an engine does not say" : "with status " + status;
    }

    /** The body as one JSON object, or {@link EngineNonsense}. */
    ReadObject object() {
        if (!ok()) {
            throw new EngineNonsense("answered " + path + " " + described());
        }
        try {
            return ReadObject.of(body.getBytes());
        } catch (InvalidJson invalid) {
            throw new EngineNonsense("answered " + path + " with something that is not JSON: " + invalid.getMessage());
        }
    }
}
