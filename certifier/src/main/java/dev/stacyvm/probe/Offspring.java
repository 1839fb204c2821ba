package dev.stacyvm.probe;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds everything that one command started, also what has left its process tree, by a mark in the environment that
 * children inherit.
 */
final class Offspring {
    static final String MARK = "STACYVM_COMMAND";
    private static final int ROUNDS = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String mark;

    Offspring() {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        mark = HexFormat.of().formatHex(random);
    }

    /** The value of {@link #MARK} for the command's environment. */
    String mark() {
        return mark;
    }

    /** Kills the command and what it started; again while there are new ones, because they may be starting more. */
    void kill(Process command) {
        command.descendants().forEach(ProcessHandle::destroyForcibly);
        command.destroyForcibly();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> marked = MarkedProcesses.find(MARK, mark::equals);
            marked.forEach(ProcessHandle::destroyForcibly);
            if (marked.isEmpty()) {
                return;
            }
        }
    }
}
