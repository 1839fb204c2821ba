package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.wire.AuditEntry;
import io.vertx.core.Future;
import java.util.List;

/** {@code GET /api/v1/admin/audit?before=N&limit=N}: newest first, at most 500 at a time. */
final class AuditRoutes {
    private static final int MOST = 500;

    record Page(List<AuditEntry> entries) {}

    private final StoreSession store;

    AuditRoutes(StoreSession store) {
        this.store = store;
    }

    void addTo(Routes routes, ApiGate api) {
        routes.get("/api/v1/admin/audit", api.openToAdmins("read audit log", this::read));
    }

    private Future<Reply> read(Exchange exchange) throws BadRequest {
        long before = number("before", exchange.query("before", ""), Long.MAX_VALUE);
        long limit = number("limit", exchange.query("limit", ""), MOST);
        int most = (int) Math.min(limit, MOST);
        return store.write(connection -> AuditTable.page(connection, before, most))
                .map(entries -> Reply.ok(new Page(entries)));
    }

    private static long number(String name, String text, long otherwise) throws BadRequest {
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequest(name + " must be a number");
        }
        return Long.parseLong(text);
    }
}
