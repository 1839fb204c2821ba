package dev.stacyvm.worker.client;

import dev.stacyvm.http.FreePort;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A control plane on a bare socket, which can do what no HTTP server does. */
final class WickedPlane {
    /** What it does with a request. */
    enum Mood {
        WELL,
        ANSWERS_500,
        HANGS,
        /** Cuts the connection with a reset. */
        RESETS,
        /** Is not there: connections are refused. */
        REFUSES,
        ANSWERS_GARBAGE,
        /** A good beginning, and no more of it. */
        STOPS_HALFWAY
    }

    final AtomicLong connections = new AtomicLong();
    final AtomicLong open = new AtomicLong();
    private final AtomicLong generations = new AtomicLong();
    private final Vertx vertx;
    private final String host;
    private NetServer server;
    private volatile Mood mood = Mood.WELL;

    WickedPlane(Vertx vertx, String host, int port) throws Exception {
        this.vertx = vertx;
        this.host = host;
        this.server = listen(port == 0 ? FreePort.pick() : port);
    }

    int port() {
        return server.actualPort();
    }

    void becomes(Mood next) throws Exception {
        if (mood == Mood.REFUSES) {
            server = listen(port());
        }
        mood = next;
        if (next == Mood.REFUSES) {
            close();
        }
    }

    void close() throws Exception {
        PlaneServer.await(server.close());
    }

    private NetServer listen(int port) throws Exception {
        // Without lingering a close is a reset.
        NetServerOptions options = new NetServerOptions().setSoLinger(0);
        return PlaneServer.await(
                vertx.createNetServer(options).connectHandler(this::connected).listen(port, host));
    }

    private void connected(NetSocket socket) {
        connections.incrementAndGet();
        open.incrementAndGet();
        socket.closeHandler(closed -> open.decrementAndGet());
        socket.exceptionHandler(reset -> {});
        StringBuilder request = new StringBuilder();
        socket.handler(chunk -> {
            request.append(chunk.toString(StandardCharsets.ISO_8859_1));
            if (isWhole(request.toString())) {
                answer(socket, request.toString());
                request.setLength(0);
            }
        });
    }

    private void answer(NetSocket socket, String request) {
        switch (mood) {
            case WELL -> socket.write(http(200, good(request)));
            case ANSWERS_500 -> socket.write(http(500, "{\"code\":\"INTERNAL_ERROR\",\"message\":\"broken\"}"));
            case RESETS -> socket.close();
            case ANSWERS_GARBAGE -> socket.write("\u0000\u0001SSH-2.0-nonsense\r\n\r\n".repeat(50));
            case STOPS_HALFWAY -> socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":");
            case HANGS, REFUSES -> {}
        }
    }

    private String good(String request) {
        Object body = request.contains("/heartbeat")
                ? new WorkerView("worker-a", "h", "online", null, null, null, "", "", "", false)
                : new LeaseReply(new LeaseView("db-1", "worker-a", generations.incrementAndGet(), ""));
        return new String(Json.write(body), StandardCharsets.UTF_8);
    }

    private static String http(int status, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static boolean isWhole(String request) {
        int end = request.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        int length = request.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        String number = request.substring(length + 16, request.indexOf('\r', length));
        return request.length() >= end + 4 + Integer.parseInt(number);
    }
}
