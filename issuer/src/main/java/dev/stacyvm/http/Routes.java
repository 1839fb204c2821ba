package dev.stacyvm.http;

import io.vertx.core.http.HttpMethod;

/** Where a part of the product puts its endpoints; paths use {@code :name} for parameters. */
public interface Routes {
    void add(HttpMethod method, String path, Endpoint endpoint);

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
