package dev.stacyvm.cli;

import java.util.List;

/** Tells the logging library, before it starts, where this command's lines go. */
final class LogSettings {
    private LogSettings() {}

    /**
     * Services log what happens, on standard output; a command that prints a result logs warnings on standard error.
     * What the caller of the JVM has set stands.
     */
    static void choose(boolean service, String[] arguments) {
        boolean printsResult =
                List.of(arguments).contains("token") || List.of(arguments).contains("--once");
        boolean runs = service && !printsResult;
        setUnlessSet("stacyvm.log.target", runs ? "System.out" : "System.err");
        setUnlessSet("stacyvm.log.level", runs ? "INFO" : "WARN");
        setUnlessSet("stacyvm.log.format", runs && !arguments[0].equals("up") ? "json" : "pretty");
        setUnlessSet("slf4j.internal.verbosity", "WARN");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
