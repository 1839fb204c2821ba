package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.DatabaseSettings.Driver;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.util.List;

/** The rows of the control plane's own limits: origins, rates, database, sandboxes, logs. */
final class ServiceRows {
    private final Configuration configuration;
    private final Rows rows;

    ServiceRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        origins();
        rateLimit();
        database();
        sandboxes();
        timeouts();
        rows.require(
                "logging.format",
                configuration.text("logging.format").equals("json"),
                "json",
                new Fault("logs are not JSON", "set logging.format to json"));
    }

    private void origins() {
        List<String> origins = configuration.list("server.cors_allowed_origins").stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        boolean any = origins.contains("*");
        rows.require(
                "server.cors_allowed_origins",
                !origins.isEmpty() && !any,
                origins.size() + " configured",
                new Fault(any ? "every origin is allowed (*)" : "no origin is listed", "list exact https origins"));
    }

    private void rateLimit() {
        rows.require(
                "rate_limit.enabled",
                configuration.flag("rate_limit.enabled"),
                "enabled",
                new Fault("rate limiting is off", "enable it, with bounds"));
        int perMinute = configuration.number("rate_limit.requests_per_minute");
        int burst = configuration.number("rate_limit.burst");
        rows.require(
                "rate_limit.capacity",
                perMinute > 0 && burst > 0,
                perMinute + " per minute, burst " + burst,
                new Fault(
                        "the rate or the burst is not positive",
                        "set rate_limit.requests_per_minute and rate_limit.burst above zero"));
        String keyBy = configuration.text("rate_limit.key_by");
        rows.advise(
                "rate_limit.key_by",
                !keyBy.equals("ip"),
                keyBy,
                new Fault("users behind one NAT share a limit", "set it to api_key or owner"));
    }

    private void database() {
        if (configuration.database().driver() == Driver.POSTGRES) {
            rows.pass("database.driver", "postgres");
            return;
        }
        String path = configuration.text("database.path");
        rows.require(
                "database.path",
                path.startsWith("/"),
                path,
                new Fault("the path is relative", "name an absolute path on a durable disk"));
    }

    private void sandboxes() {
        int all = configuration.number("defaults.max_sandboxes");
        int perOwner = configuration.number("defaults.max_sandboxes_per_owner");
        rows.require(
                "defaults.sandbox_caps",
                all > 0 && perOwner > 0,
                all + " in all, " + perOwner + " per owner",
                new Fault(
                        "sandboxes are not limited",
                        "set defaults.max_sandboxes and defaults.max_sandboxes_per_owner above zero"));
        int queue = configuration.number("defaults.max_spawn_queue");
        rows.require(
                "defaults.max_spawn_queue",
                queue > 0,
                String.valueOf(queue),
                new Fault("the spawn queue is unbounded", "set defaults.max_spawn_queue above zero"));
    }

    private void timeouts() {
        Duration usual = configuration.duration("defaults.default_exec_timeout");
        Duration most = configuration.duration("defaults.max_exec_timeout");
        rows.require(
                "defaults.exec_timeouts",
                isPositive(usual) && isPositive(most),
                "default " + GoDuration.format(usual) + ", max " + GoDuration.format(most),
                new Fault(
                        "a command may run for ever",
                        "set defaults.default_exec_timeout and defaults.max_exec_timeout above zero"));
        Duration ttl = configuration.duration("defaults.max_ttl");
        rows.require(
                "defaults.max_ttl",
                isPositive(ttl),
                GoDuration.format(ttl),
                new Fault("a sandbox may live for ever", "set defaults.max_ttl above zero"));
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }
}
