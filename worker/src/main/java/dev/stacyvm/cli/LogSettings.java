package dev.stacyvm.cli;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.ConfigurationLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells the logging library, before it starts, where this command's lines go. */
final class LogSettings {
    private static final Set<String> SERVICES = Set.of("up", "worker", "issuer", "sidecar", "recorder");

    /** The levels that StacyVM's configuration knows, as the library calls them. */
    private static final Map<String, String> LEVELS = Map.of(
            "trace", "TRACE",
            "debug", "DEBUG",
            "info", "INFO",
            "warn", "WARN",
            "error", "ERROR",
            "fatal", "ERROR",
            "panic", "ERROR",
            "disabled", "OFF");

    private static final Set<String> FORMATS = Set.of("json", "pretty");

    private LogSettings() {}

    /**
     * Services log what happens, on standard output, as {@code logging.level} and {@code logging.format} say where they are
     * set; a command that prints a result logs warnings on standard error, and what is done once tells its failure in one
     * sentence alone. What the caller of the JVM has set stands.
     */
    static void choose(Terminal terminal, String[] arguments) {
        properties(terminal, List.of(arguments)).forEach(LogSettings::setUnlessSet);
    }

    static Map<String, String> properties(Terminal terminal, List<String> words) {
        boolean service = !words.isEmpty() && SERVICES.contains(words.get(0));
        boolean tokens = words.size() > 1 && words.get(1).equals("token");
        boolean once = words.contains("--once");
        boolean runs = service && !tokens && !once;
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("stacyvm.log.target", runs ? "System.out" : "System.err");
        properties.put("stacyvm.log.level", runs ? "INFO" : once ? "OFF" : "WARN");
        properties.put("stacyvm.log.format", runs && !words.get(0).equals("up") ? "json" : "pretty");
        properties.put("slf4j.internal.verbosity", "WARN");
        if (runs) {
            configured(new ConfigurationLoader(terminal.environment(), terminal.folder()).glance(), properties);
        }
        return properties;
    }

    /** A word that is none of the known ones changes nothing: no log is lost to a slip of the pen. */
    private static void configured(Configuration configuration, Map<String, String> properties) {
        String level = configuration.logging().level().strip().toLowerCase(Locale.ROOT);
        if (configuration.isSet("logging.level") && LEVELS.containsKey(level)) {
            properties.put("stacyvm.log.level", LEVELS.get(level));
        }
        String format = configuration.logging().format().strip().toLowerCase(Locale.ROOT);
        if (configuration.isSet("logging.format") && FORMATS.contains(format)) {
            properties.put("stacyvm.log.format", format);
        }
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
