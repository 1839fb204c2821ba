package dev.stacyvm.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels on everything that a live run makes: which run made it, which process that is, and until when it may be
 * there. They let the run find its own, and a later run find what a dead one left.
 *
 * @param id of the run, 16 hex digits
 * @param owner boot id, PID namespace, pid and start time of the process, so that no other process is taken for it
 * @param until seconds since the epoch; past it the run is over, wherever it was
 */
record RunMark(String id, String owner, long until) {
    static final String RUN = "dev.stacyvm.certify.run";
    private static final String OWNER = "dev.stacyvm.certify.owner";
    private static final String UNTIL = "dev.stacyvm.certify.until";
    private static final int START_TIME = 19;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RunMark of(Instant until) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return new RunMark(
                HexFormat.of().formatHex(random), owner(ProcessHandle.current().pid()), until.getEpochSecond());
    }

    Map<String, String> labels() {
        return new TreeMap<>(Map.of(RUN, id, OWNER, owner, UNTIL, Long.toString(until)));
    }

    boolean isMine(Map<String, String> labels) {
        return id.equals(labels.get(RUN));
    }

    /** Whether the run that made it is over: its time is up, or it ran in this PID namespace and is gone. */
    static boolean isAbandoned(Map<String, String> labels, Instant now) {
        return isPast(labels.getOrDefault(UNTIL, ""), now) || isGone(labels.getOrDefault(OWNER, ""));
    }

    private static boolean isPast(String until, Instant now) {
        return until.matches("\\d{1,15}") && Long.parseLong(until) < now.getEpochSecond();
    }

    private static boolean isGone(String owner) {
        String[] parts = owner.split(" ", -1);
        boolean here = parts.length == 4
                && parts[0].equals(bootId())
                && parts[1].equals(namespace())
                && parts[2].matches("\\d{1,9}");
        return here && !owner.equals(owner(Long.parseLong(parts[2])));
    }

    private static String owner(long pid) {
        return bootId() + " " + namespace() + " " + pid + " " + startTime(pid);
    }

    private static String bootId() {
        return read(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /** In ticks since boot; empty for a process that is not there. The name before it may hold anything but ends in ')'. */
    private static String startTime(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
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
