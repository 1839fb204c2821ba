package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.LeaseCount;
import dev.stacyvm.controlplane.StoreLoad;
import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.controlplane.WorkerCount;
import dev.stacyvm.http.RouteMeter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The service's figures in Prometheus' text format, under the names that StacyVM dashboards know. */
final class Metrics {
    private final ControlPlane plane;
    private final StoreSession session;
    private final RouteMeter routes;
    private final TokenMeter tokens;

    Metrics(Store store, RouteMeter routes, TokenMeter tokens) {
        this.plane = store.plane();
        this.session = store.session();
        this.routes = routes;
        this.tokens = tokens;
    }

    /** All families; those of leases are left out when the plane cannot count them now. */
    Future<String> text(Duration uptime) {
        String common = uptime(uptime)
                + workers(plane.countWorkers())
                + store(plane.load().and(session.load()))
                + tokens.text()
                + routes.text();
        return plane.countLeases().map(count -> common + leases(count)).otherwise(common);
    }

    private static String uptime(Duration uptime) {
        return head("stacyvm_uptime_seconds", "Seconds since the service started.") + "stacyvm_uptime_seconds "
                + uptime.toSeconds() + "\n";
    }

    private static String store(StoreLoad load) {
        return head("stacyvm_store_queue_depth", "Operations that wait for the store's writer.")
                + "stacyvm_store_queue_depth " + load.waiting() + "\n"
                + "# HELP stacyvm_store_errors_total Transactions that could not be written.\n"
                + "# TYPE stacyvm_store_errors_total counter\nstacyvm_store_errors_total " + load.failures() + "\n";
    }

    private static String workers(WorkerCount count) {
        Map<String, Long> byStatus = new LinkedHashMap<>();
        byStatus.put("total", count.total());
        byStatus.put("online", count.online());
        byStatus.put("stale", count.stale());
        byStatus.put("unhealthy", count.unhealthy());
        return family("stacyvm_workers_total", "Registered workers.", byStatus);
    }

    private static String leases(LeaseCount count) {
        Map<String, Long> byStatus = new LinkedHashMap<>();
        byStatus.put("total", count.total());
        byStatus.put("active", count.active());
        byStatus.put("expired", count.expired());
        return family("stacyvm_leases_total", "Leases that are not released.", byStatus);
    }

    private static String family(String name, String help, Map<String, Long> byStatus) {
        StringBuilder text = new StringBuilder(head(name, help));
        byStatus.forEach((status, value) -> text.append(name)
                .append("{status=\"")
                .append(status)
                .append("\"} ")
                .append(value)
                .append('\n'));
        return text.toString();
    }

    private static String head(String name, String help) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n";
    }
}
