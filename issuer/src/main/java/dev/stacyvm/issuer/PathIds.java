package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.wire.Ids;

/** Ids in paths: of the one form that is valid everywhere, and not the control plane's own. */
final class PathIds {
    static final String WORKER = "worker";
    static final String RESOURCE = "resource";

    private PathIds() {}

    static String worker(Exchange exchange) throws BadRequest {
        return workerId(exchange.path(WORKER));
    }

    static String resource(Exchange exchange) throws BadRequest {
        return valid("resource id", exchange.path(RESOURCE));
    }

    static String workerId(String id) throws BadRequest {
        if (Ids.isReserved(id)) {
            throw new BadRequest("worker id \"" + id + "\" is reserved");
        }
        return valid("worker id", id);
    }

    static String hostKey(String key) throws BadRequest {
        return valid("host", key);
    }

    private static String valid(String what, String id) throws BadRequest {
        try {
            return Ids.require(what, id);
        } catch (IllegalArgumentException invalid) {
            throw new BadRequest(String.valueOf(invalid.getMessage()));
        }
    }
}
