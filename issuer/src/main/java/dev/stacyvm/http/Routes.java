package dev.stacyvm.http;

import io.vertx.core.http.HttpMethod;

/** Where a part of the product puts its endpoints; paths use {@code :name} for parameters. */
public interface Routes {
    /** What a body may hold where nothing else is said. */
    int BODY_BYTES = 64 * 1024;

    /** @param maxBodyBytes a longer body is answered with 413 and never seen by the endpoint */
    void add(HttpMethod method, String path, int maxBodyBytes, Endpoint endpoint);

    default void add(HttpMethod method, String path, Endpoint endpoint) {
        add(method, path, BODY_BYTES, endpoint);
    }

    default void get(String path, Endpoint endpoint) {
        add(HttpMethod.GET, path, endpoint);
    }

    default void post(String path, Endpoint endpoint) {
        add(HttpMethod.POST, path, endpoint);
    }

    default void delete(String path, Endpoint endpoint) {
        add(HttpMethod.DELETE, path, endpoint);
    }
}
