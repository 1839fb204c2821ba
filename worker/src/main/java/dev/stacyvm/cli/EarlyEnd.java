package dev.stacyvm.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A role that is told to end (INT, TERM) before it has begun has nothing to stop: that is a good end. */
final class EarlyEnd {
    private static final Set<String> ROLES = Set.of("up", "worker", "sidecar", "recorder", "issuer serve");
    private static final Set<String> NO_ROLE = Set.of("--once", "--help", "-h");
    private static final Thread HOOK = new Thread(() -> Runtime.getRuntime().halt(0), "stacyvm-early-end");

    private EarlyEnd() {}

    /** From now on, where the command line starts a role. */
    static void arm(String... arguments) {
        if (startsARole(Arrays.asList(arguments))) {
            Runtime.getRuntime().addShutdownHook(HOOK);
        }
    }

    /** From now on the end is decided elsewhere. */
    static void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(HOOK);
        } catch (IllegalStateException ending) {
            // The process is ending, well.
        }
    }

    static boolean startsARole(List<String> arguments) {
        if (arguments.isEmpty() || arguments.stream().anyMatch(NO_ROLE::contains)) {
            return false;
        }
        String second = arguments.size() > 1 ? arguments.get(1) : "";
        String first = arguments.get(0);
        return ROLES.contains(first + " " + second) || (ROLES.contains(first) && !second.equals("token"));
    }
}
