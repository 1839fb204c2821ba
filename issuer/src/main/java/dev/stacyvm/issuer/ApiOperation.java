package dev.stacyvm.issuer;

import java.util.Locale;
import java.util.Optional;

/**
 * One operation of the HTTP interface, as its document tells it.
 *
 * @param path with its parameters in braces
 * @param body the record of the request; empty where it has none, or one of no fixed shape
 * @param answer the record of the answer; empty for one of no fixed shape
 */
record ApiOperation(
        String method,
        String path,
        Caller caller,
        String summary,
        int status,
        Optional<Class<?>> body,
        Optional<Class<?>> answer) {
    /** By what a caller is let in. */
    enum Caller {
        ANYONE,
        WORKER,
        JOIN_TOKEN,
        ASSERTION,
        API_KEY,
        WORKER_OR_API_KEY,
        ADMIN
    }

    /** A GET that answers with 200. */
    static ApiOperation get(String path, Caller caller, String summary) {
        return new ApiOperation("GET", path, caller, summary, 200, Optional.empty(), Optional.empty());
    }

    /** A POST that answers with 200. */
    static ApiOperation post(String path, Caller caller, String summary) {
        return new ApiOperation("POST", path, caller, summary, 200, Optional.empty(), Optional.empty());
    }

    static ApiOperation delete(String path, Caller caller, String summary) {
        return new ApiOperation("DELETE", path, caller, summary, 200, Optional.empty(), Optional.empty());
    }

    ApiOperation taking(Class<?> record) {
        return new ApiOperation(method, path, caller, summary, status, Optional.of(record), answer);
    }

    ApiOperation giving(Class<?> record) {
        return new ApiOperation(method, path, caller, summary, status, body, Optional.of(record));
    }

    ApiOperation created() {
        return new ApiOperation(method, path, caller, summary, 201, body, answer);
    }

    /** The name that generated clients use, such as {@code postWorkerLeasesAcquire}. */
    String id() {
        StringBuilder id = new StringBuilder(method.toLowerCase(Locale.ROOT));
        for (String part : path.replaceFirst("^/api/v1", "").split("[/._-]", -1)) {
            if (!part.isEmpty() && !part.startsWith("{")) {
                id.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
            } else if (part.startsWith("{")) {
                id.append("By");
            }
        }
        return id.toString();
    }
}
