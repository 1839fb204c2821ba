package dev.stacyvm.issuer;

import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Health and metrics (contract, section 3.8). Live, health and ready are the only routes without credentials. */
final class SystemRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    record Health(String status, String uptime, String version) {}

    /** The issuer runs no sandboxes, so it has no providers. */
    record Ready(
            List<String> providers,
            int readyProviders,
            String status,
            int totalProviders,
            String uptime,
            String version) {}

    private final Readiness readiness;
    private final Metrics metrics;
    private final Time time;
    private final String version;
    private final long startedNanos;

    SystemRoutes(Readiness readiness, Metrics metrics, Time time, String version) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.time = time;
        this.version = version;
        this.startedNanos = time.nanos();
    }

    void addTo(Routes routes, ApiGate api) {
        routes.get("/api/v1/live", exchange -> health("alive"));
        routes.get("/api/v1/health", exchange -> health("ok"));
        routes.get("/api/v1/ready", exchange -> readiness.check().map(this::ready));
        routes.get("/api/v1/metrics/prometheus", api.openToScrapers(exchange -> scrape()));
        routes.get("/api/v1/admin/metrics/prometheus", api.openToAdmins("scrape metrics", exchange -> scrape()));
    }

    private Future<Reply> health(String status) {
        return Future.succeededFuture(
                Reply.ok(new Health(status, shownUptime(), version)).with(Map.of("Date", date())));
    }

    /** A doctor compares its host's clock with it. */
    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atOffset(ZoneOffset.UTC));
    }

    private Reply ready(boolean ready) {
        String status = ready ? "ready" : "not_ready";
        return Reply.json(ready ? 200 : 503, new Ready(List.of(), 0, status, 0, shownUptime(), version));
    }

    private Future<Reply> scrape() {
        return metrics.text(time.since(startedNanos)).map(text -> Reply.text(METRICS_TYPE, text));
    }

    private String shownUptime() {
        return GoDuration.format(Duration.ofSeconds(time.since(startedNanos).toSeconds()));
    }
}
