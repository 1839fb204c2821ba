package dev.stacyvm.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, named so that no other is ever taken for it: its pid alone comes again.
 *
 * @param boot the kernel's boot id
 * @param namespace the number of its PID namespace
 * @param start when it started, in ticks since boot; empty for a process that is not there
 */
record Owner(String boot, String namespace, String pid, String start) {
    private static final int START_TIME = 19;

    static Owner current() {
        return of(Long.toString(ProcessHandle.current().pid()));
    }

    /** Reads what {@link #word} writes. */
    static Optional<Owner> parse(String word) {
        String[] parts = word.split("\\.", -1);
        return parts.length == 4 && parts[2].matches("\\d{1,9}")
                ? Optional.of(new Owner(parts[0], parts[1], parts[2], parts[3]))
                : Optional.empty();
    }

    /** Letters, digits, dashes and three dots, so that it may stand in a label, a variable or a file's name. */
    String word() {
        return String.join(".", boot, namespace, pid, start);
    }

    /** Whether it is known to be over. Of a process of another boot or namespace nothing is known from here. */
    boolean isGone() {
        return boot.equals(bootId()) && namespace.equals(pidNamespace()) && !equals(of(pid));
    }

    private static Owner of(String pid) {
        return new Owner(bootId(), pidNamespace(), pid, startTime(pid));
    }

    private static String bootId() {
        return read(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /** The name before it may hold anything but ends in ')'. */
    private static String startTime(String pid) {
        String stat = read(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > START_TIME ? fields[START_TIME] : "";
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
