package dev.stacyvm.cli;

import java.util.List;
import java.util.Set;

/** Tells the logging library, before it starts, where this command's lines go. */
final class LogSettings {
    private static final Set<String> SERVICES = Set.of("up", "worker", "issuer", "sidecar", "recorder");

    private LogSettings() {}

    /**
     * Services log what happens, on standard output; a command that prints a result logs warnings on standard error, and what
     * is done once tells its failure in one sentence alone.
     * What the caller of the JVM has set stands.
     */
    static void choose(String[] arguments) {
        List<String> words = List.of(arguments);
        boolean service = !words.isEmpty() && SERVICES.contains(words.get(0));
        boolean tokens = words.size() > 1 && words.get(1).equals("token");
        boolean once = words.contains("--once");
        boolean runs = service && !tokens && !once;
        setUnlessSet("stacyvm.log.target", runs ? "System.out" : "System.err");
        setUnlessSet("stacyvm.log.level", runs ? "INFO" : once ? "OFF" : "WARN");
        setUnlessSet("stacyvm.log.format", runs && !words.get(0).equals("up") ? "json" : "pretty");
        setUnlessSet("slf4j.internal.verbosity", "WARN");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
