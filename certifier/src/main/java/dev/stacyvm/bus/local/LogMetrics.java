package dev.stacyvm.bus.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How an event log stands, in the text form of Prometheus. A forwarder is the consumer {@code kafka/<cluster>/<topic>}. */
public final class LogMetrics {
    private LogMetrics() {}

    /** How many events each consumer has still to handle, and how old the oldest of them is. */
    public static String text(LogGlance log, Instant now) {
        StringBuilder lines = new StringBuilder(256);
        lines.append("# TYPE stacyvm_events_appended_total counter\nstacyvm_events_appended_total ")
                .append(log.newest())
                .append("\n# TYPE stacyvm_events_dead_letters gauge\nstacyvm_events_dead_letters ")
                .append(log.deadLetters())
                .append("\n# TYPE stacyvm_events_waiting gauge\n");
        log.positions()
                .forEach((consumer, position) -> lines.append("stacyvm_events_waiting")
                        .append(label(consumer))
                        .append(Math.max(0, log.newest() - position))
                        .append('\n'));
        lines.append("# TYPE stacyvm_events_oldest_waiting_seconds gauge\n");
        log.positions()
                .keySet()
                .forEach(consumer -> lines.append("stacyvm_events_oldest_waiting_seconds")
                        .append(label(consumer))
                        .append(String.format(Locale.ROOT, "%.3f%n", age(log, consumer, now))));
        return lines.toString();
    }

    private static double age(LogGlance log, String consumer, Instant now) {
        Instant since = log.waitingSince().getOrDefault(consumer, now);
        return Math.max(0, Duration.between(since, now).toMillis()) / 1000.0;
    }

    private static String label(String consumer) {
        return "{consumer=\"" + consumer.replace("\\", "\\\\").replace("\"", "\\\"") + "\"} ";
    }
}
