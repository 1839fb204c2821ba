package dev.stacyvm.http;

import io.vertx.core.VertxException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** No whole answer came. The message is one clause naming the address and the reason. */
public final class Unreachable extends VertxException {
    private static final long serialVersionUID = 1;

    private Unreachable(String message, Throwable cause) {
        super(message, cause, true);
    }

    static Unreachable because(ApiRequest request, Throwable cause) {
        return new Unreachable(request.url() + " " + reason(request, cause), cause);
    }

    private static String reason(ApiRequest request, Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return "did not answer within " + request.timeout().toMillis() + " ms";
        }
        if (cause instanceof UnknownHostException) {
            return "cannot be resolved";
        }
        return cause instanceof ConnectException ? "refused the connection" : "failed: " + cause.getMessage();
    }
}
