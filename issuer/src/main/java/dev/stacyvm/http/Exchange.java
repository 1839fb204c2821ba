package dev.stacyvm.http;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** A request that has been read whole, within the server's limits. */
public final class Exchange {
    private final RoutingContext context;

    Exchange(RoutingContext context) {
        this.context = context;
    }

    /** The decoded path parameter; the route declares it. */
    public String path(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    /** The trimmed header, or the empty string. */
    public String header(String name) {
        String value = context.request().getHeader(name);
        return value == null ? "" : value.strip();
    }

    /** The first query parameter of that name, or {@code otherwise}. */
    public String query(String name, String otherwise) {
        String value = context.queryParams().get(name);
        return value == null ? otherwise : value;
    }

    /** The raw body, empty when there is none. */
    public byte[] body() {
        Buffer buffer = context.body().buffer();
        return buffer == null ? new byte[0] : buffer.getBytes();
    }

    /** The body as strict JSON. */
    public <T> T body(Class<T> type) throws InvalidJson {
        return Json.read(body(), type);
    }

    /** The id this request is logged under. */
    public String requestId() {
        return RequestId.of(context);
    }

    /** The address the connection came from; forwarded headers are not believed. */
    public String remoteAddress() {
        return context.request().remoteAddress().hostAddress();
    }

    /**
     * The subject of the certificate by which the client proved itself, as in RFC 2253; empty where the server asks for
     * none.
     */
    public Optional<String> peerSubject() {
        SSLSession session = context.request().sslSession();
        if (session == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
