package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.Printable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must hold of the values beyond their types. Every broken rule is told. */
final class Rules {
    private static final int SHOWN = 120;
    private static final List<String> NOT_NEGATIVE = List.of(
            "defaults.max_sandboxes",
            "defaults.max_sandboxes_per_owner",
            "defaults.max_spawn_queue",
            "rate_limit.requests_per_minute",
            "rate_limit.burst");
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration LONGEST_CACHE = Duration.ofHours(24);

    private final Configuration configuration;
    private final Problems problems;

    private Rules(Configuration configuration, Problems problems) {
        this.configuration = configuration;
        this.problems = problems;
    }

    static void check(Configuration configuration, Problems problems) {
        Rules rules = new Rules(configuration, problems);
        rules.database();
        rules.durations();
        NOT_NEGATIVE.forEach(rules::notNegative);
        rules.port();
        rules.oneOf("defaults.spawn_overflow", Set.of("reject", "queue"), "reject or queue");
        rules.oneOf("pool.overflow", Set.of("reject", "queue"), "reject or queue");
        rules.oneOf("rate_limit.key_by", Set.of("owner", "api_key", "ip"), "owner, api_key or ip");
        configuration.list("server.cors_allowed_origins").forEach(rules::origin);
    }

    private void database() {
        String driver = configuration.text("database.driver").strip().toLowerCase(Locale.ROOT);
        switch (driver) {
            case "", "sqlite", "sqlite3" -> {
                if (configuration.text("database.path").isBlank()) {
                    broken("database.path", "it is blank; name the database's file, or remove the key");
                }
            }
            case "postgres", "postgresql" -> {
                if (configuration.secret("database.dsn").isEmpty()) {
                    problems.error(
                            Kind.RULE,
                            configuration.origin("database.driver"),
                            "database.dsn",
                            "it is blank and the driver is postgres; set it");
                }
            }
            default -> broken("database.driver", quoted(driver) + " is not a driver; write sqlite or postgres");
        }
    }

    private void durations() {
        KeyTable.all().stream()
                .filter(key -> key.type() == KeyType.DURATION)
                .forEach(key -> within(key.path(), Duration.ZERO, Duration.ofNanos(Long.MAX_VALUE)));
        if (!configuration.duration("worker.heartbeat_interval").isZero()) {
            atLeast("worker.heartbeat_interval", SHORTEST_HEARTBEAT);
        }
        atLeast("certify.interval", Duration.ofSeconds(1));
        atLeast("certify.expiry", Duration.ofMinutes(1));
        within("issuer.jwks_cache_max", Duration.ZERO, LONGEST_CACHE);
    }

    private void atLeast(String path, Duration least) {
        if (!configuration.duration(path).isNegative()) {
            within(path, least, Duration.ofNanos(Long.MAX_VALUE));
        }
    }

    private void within(String path, Duration least, Duration most) {
        Duration value = configuration.duration(path);
        if (value.compareTo(least) < 0) {
            String rule = least.isZero()
                    ? "is negative; write zero or more"
                    : "is too short; write at least " + GoDuration.format(least);
            broken(path, GoDuration.format(value) + " " + rule);
        }
        if (value.compareTo(most) > 0) {
            broken(path, GoDuration.format(value) + " is too long; write at most " + GoDuration.format(most));
        }
    }

    private void notNegative(String path) {
        if (configuration.number(path) < 0) {
            broken(path, configuration.number(path) + " is negative; write zero or more");
        }
    }

    private void port() {
        int port = configuration.number("server.port");
        if (port < 0 || port > 65_535) {
            broken("server.port", "port " + port + " does not exist; write one from 1 to 65535");
        }
    }

    private void oneOf(String path, Set<String> allowed, String choices) {
        String value = configuration.text(path);
        if (!value.isEmpty() && !allowed.contains(value)) {
            broken(path, quoted(value) + " is not a choice; write " + choices);
        }
    }

    private void origin(String origin) {
        String trimmed = origin.strip();
        if (!trimmed.isEmpty() && !trimmed.equals("*") && !WebOrigin.isValid(trimmed)) {
            broken(
                    "server.cors_allowed_origins",
                    (trimmed.contains("@") ? "one" : quoted(trimmed))
                            + " is not an origin; write scheme and host only, like https://app.example.com");
        }
    }

    private void broken(String path, String sentence) {
        problems.error(Kind.RULE, configuration.origin(path), path, sentence);
    }

    private static String quoted(String text) {
        return "\"" + Printable.of(text, SHOWN) + "\"";
    }
}
