package dev.stacyvm.http;

import dev.stacyvm.wire.Printable;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** No whole answer came. The message is one clause naming the address and the reason. */
public final class Unreachable extends VertxException {
    private static final long serialVersionUID = 1;
    private static final int MAX_SHOWN = 160;
    private static final int MAX_DEPTH = 8;

    private Unreachable(String message, Throwable cause) {
        super(message, cause, true);
    }

    static Unreachable because(ApiRequest request, Throwable cause) {
        return new Unreachable(request.url() + " " + reason(request, cause), cause);
    }

    private static String reason(ApiRequest request, Throwable cause) {
        String told = String.valueOf(cause.getMessage());
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException || isConnectTimeout(cause)) {
            return "did not answer within " + request.timeout().toMillis() + " ms";
        }
        if (cause instanceof UnknownHostException) {
            return "cannot be resolved";
        }
        if (cause instanceof ConnectException && told.contains("refused")) {
            return "refused the connection, so nothing listens there; start it or correct the address";
        }
        if (cause instanceof HttpClosedException) {
            return "closed the connection before the whole answer came";
        }
        if (cause instanceof SSLException) {
            return "cannot be spoken to over TLS: " + Printable.of(root(cause), MAX_SHOWN);
        }
        return "failed: "
                + Printable.of(cause.getMessage() == null ? cause.getClass().getSimpleName() : told, MAX_SHOWN);
    }

    /** The innermost reason: those around it say only that the handshake failed. */
    private static String root(Throwable cause) {
        Throwable inner = cause;
        for (int depth = 0; depth < MAX_DEPTH && inner.getCause() != null; depth++) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage());
    }

    /** Netty's own exception for it is a ConnectException, known by its words only. */
    private static boolean isConnectTimeout(Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("timed out");
    }
}
