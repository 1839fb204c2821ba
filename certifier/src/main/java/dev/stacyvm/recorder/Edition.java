package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** The order of a host's artifacts: by time, then by number. */
record Edition(Instant time, long sequence, String eventId) implements Comparable<Edition> {
    private static final Comparator<Edition> ORDER = Comparator.comparing(Edition::time)
            .thenComparingLong(Edition::sequence)
            .thenComparing(Edition::eventId);

    /** The edition an artifact says it is; empty when it does not say. */
    static Optional<Edition> in(JsonNode artifact) {
        try {
            Instant time = Instant.parse(artifact.path("event_time").asText());
            String id = artifact.path("event_id").asText();
            return Optional.of(new Edition(time, artifact.path("sequence").asLong(), id));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Edition other) {
        return ORDER.compare(this, other);
    }
}
