package dev.stacyvm.worker.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A word in the environment by which all descendants of a child are found, also those that left its process group or
 * whose parent is dead. Sees processes of this user, on Linux. Blocking.
 */
record ProcessMark(String entry) {
    private static final String NAME = "STACYVM_LEASE_CHILD";
    private static final Path PROCESSES = Path.of("/proc");
    /** A tree that forks while it is killed is met again; a killed process may take a moment to be gone. */
    private static final int ROUNDS = 1_000;

    private static final long BETWEEN_ROUNDS_NANOS = 1_000_000;

    static ProcessMark named(String word) {
        return new ProcessMark(NAME + "=" + word);
    }

    void putInto(Map<String, String> environment) {
        environment.put(NAME, entry.substring(NAME.length() + 1));
    }

    /** Kills until none is found, for some seconds at most. */
    void killAll() {
        for (int round = 0; round < ROUNDS; round++) {
            if (bearers().filter(ProcessHandle::destroyForcibly).count() == 0) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_ROUNDS_NANOS);
        }
    }

    /** The living processes that bear the mark. */
    Stream<ProcessHandle> bearers() {
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.filter(this::isBorneBy).toList().stream().flatMap(ProcessMark::handle);
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }

    private boolean isBorneBy(Path process) {
        if (!Character.isDigit(process.getFileName().toString().charAt(0))) {
            return false;
        }
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(entry);
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }

    private static Stream<ProcessHandle> handle(Path process) {
        Optional<ProcessHandle> found =
                ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
        return found.stream();
    }
}
