package dev.stacyvm.doctor;

import dev.stacyvm.bus.local.LogGlance;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Further rows on the event log: how far its forwarders are, what could not be processed, and room on its disk. */
final class StateRows {
    private static final long LITTLE_SPACE = 512L * 1024 * 1024;

    private final Path folder;
    private final boolean forwards;
    private final Rows rows;

    /** @param forwards whether the configuration names a cluster */
    StateRows(Path folder, boolean forwards, Rows rows) {
        this.folder = folder;
        this.forwards = forwards;
        this.rows = rows;
    }

    void add() {
        try {
            LogGlance.at(folder).map(log -> forwards ? log.forwarding() : log).ifPresent(this::log);
        } catch (IOException unreadable) {
            rows.severe(
                    "events.log",
                    new Fault(String.valueOf(unreadable.getMessage()), "run this as the user whose log it is"));
        }
        disk("events.disk", folder, rows);
    }

    private void log(LogGlance log) {
        rows.pass("events.log", log.newest() + " events in " + folder);
        log.positions().forEach((consumer, position) -> {
            if (consumer.startsWith(LogGlance.FORWARDER)) {
                long waiting = log.newest() - position;
                rows.advise(
                        "events.forwarder",
                        waiting == 0,
                        consumer + " has forwarded all",
                        new Fault(
                                waiting + " events wait to be forwarded by " + consumer + since(log, consumer),
                                "run any command with --kafka-bootstrap while the cluster is up"));
            }
        });
        rows.advise(
                "events.dead_letters",
                log.deadLetters() == 0,
                "none",
                new Fault(
                        log.deadLetters() + " events could not be processed",
                        "look at why: sqlite3 " + folder.resolve("events.db")
                                + " 'SELECT consumer, event_id, reason FROM dead_letter'"));
    }

    private static String since(LogGlance log, String consumer) {
        return Optional.ofNullable(log.waitingSince().get(consumer))
                .map(oldest -> ", the oldest since " + oldest)
                .orElse("");
    }

    /** Room for what is still to be written; a folder that is not there yet has that of its nearest parent. */
    static void disk(String name, Path folder, Rows rows) {
        try {
            Path there = nearest(folder);
            long free = Files.getFileStore(there).getUsableSpace();
            rows.advise(
                    name,
                    free >= LITTLE_SPACE,
                    free / (1024 * 1024) + " MiB free for " + folder,
                    new Fault(free / (1024 * 1024) + " MiB are left for " + folder, "free space on that disk"));
        } catch (IOException unreadable) {
            rows.warn(name, new Fault("the free space of " + folder + " cannot be read", "check that disk"));
        }
    }

    private static Path nearest(Path folder) {
        Optional<Path> there = Optional.of(folder.toAbsolutePath());
        while (there.isPresent() && !Files.exists(there.get())) {
            there = Optional.ofNullable(there.get().getParent());
        }
        return there.orElse(Path.of("/"));
    }
}
