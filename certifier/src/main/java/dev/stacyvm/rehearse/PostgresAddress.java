package dev.stacyvm.rehearse;

import dev.stacyvm.file.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Postgres database is, from the two forms StacyVM's driver takes: {@code postgres://user:password@host:port/name?…}
 * and {@code host=… user=… dbname=…}. Never prints what it holds of the password.
 */
final class PostgresAddress {
    private static final Pattern WORD = Pattern.compile("\\s*(\\w+)\\s*=\\s*('((?:[^'\\\\]|\\\\.)*)'|(\\S*))");
    private static final Set<String> KEPT =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "application_name", "connect_timeout");
    private static final Map<String, String> JDBC_NAMES =
            Map.of("application_name", "ApplicationName", "connect_timeout", "connectTimeout");
    private static final String TIMEOUT_SECONDS = "5";

    private final Map<String, String> parts;

    private PostgresAddress(Map<String, String> parts) {
        this.parts = parts;
    }

    /** @throws IllegalArgumentException when it is of neither form; the message does not repeat it */
    static PostgresAddress parse(Secret dsn) {
        String text = dsn.revealText().strip();
        Map<String, String> parts = text.matches("(?s)postgres(ql)?://.*") ? ofUrl(text) : ofWords(text);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("database.dsn is not a Postgres address; write it like"
                    + " postgres://user@host:5432/name, or like host=… user=… dbname=…");
        }
        return new PostgresAddress(parts);
    }

    /** Without the password. */
    String shown() {
        return host() + ":" + port() + "/" + name();
    }

    String url() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + name();
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", "stacyvm");
        parts.forEach((key, value) -> {
            if (KEPT.contains(key)) {
                properties.setProperty(JDBC_NAMES.getOrDefault(key, key), value);
            }
        });
        properties.setProperty("user", parts.getOrDefault("user", System.getProperty("user.name", "postgres")));
        if (parts.containsKey("password")) {
            properties.setProperty("password", parts.get("password"));
        }
        return properties;
    }

    /** The text without the password, should a driver repeat it. */
    String redacted(String text) {
        String password = parts.getOrDefault("password", "");
        return password.isEmpty() ? text : text.replace(password, "…");
    }

    private String host() {
        String host = parts.getOrDefault("host", "localhost");
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private String port() {
        return parts.getOrDefault("port", "5432");
    }

    private String name() {
        return parts.getOrDefault("dbname", parts.getOrDefault("user", ""));
    }

    private static Map<String, String> ofWords(String text) {
        Map<String, String> parts = new TreeMap<>();
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find() && word.start() == end) {
            end = word.end();
            String quoted = word.group(3);
            String value = quoted == null ? word.group(4) : quoted.replaceAll("\\\\(.)", "$1");
            parts.put(word.group(1).toLowerCase(Locale.ROOT), value);
        }
        return end == text.length() ? parts : Map.of();
    }

    private static Map<String, String> ofUrl(String text) {
        try {
            URI uri = new URI(text);
            Map<String, String> parts = new TreeMap<>();
            put(parts, "host", uri.getHost());
            put(parts, "port", uri.getPort() < 0 ? null : String.valueOf(uri.getPort()));
            put(parts, "dbname", uri.getPath() == null ? null : uri.getPath().replaceFirst("^/", ""));
            String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
            put(parts, "user", decoded(user[0]));
            put(parts, "password", user.length > 1 ? decoded(user[1]) : null);
            query(parts, uri.getRawQuery());
            return parts;
        } catch (URISyntaxException malformed) {
            return Map.of();
        }
    }

    private static void query(Map<String, String> parts, @Nullable String query) {
        Arrays.stream((query == null ? "" : query).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> parts.put(decoded(pair[0]), decoded(pair[1])));
    }

    private static void put(Map<String, String> parts, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(key, value);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
