package dev.stacyvm.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certification result as it was read from an event. Every name in it is of a known form, so that it may be used in a
 * path; the texts inside the report may hold anything.
 *
 * @param sequence the number of the event among those of its host, from 1
 * @param report the report as it was sent, members of newer versions included
 * @param attestation the DSSE envelope that came with it; nothing of it is proven
 */
public record CertificationEvent(
        String id,
        HostKey host,
        EventType type,
        String subject,
        Instant time,
        long sequence,
        ObjectNode report,
        Optional<ObjectNode> attestation) {
    /** The member of the data that holds the attestation. */
    static final String ATTESTATION = "attestation";

    private static final int SHOWN = 60;
    /** Before any event was made: a clock that was never set begins at 1970 or at the year of its board. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Reads what {@code event} says.
     *
     * @throws InvalidEvent when the type or its version is not known, or anything does not match the published schema
     */
    public static CertificationEvent from(CloudEvent event) throws InvalidEvent {
        EventType type = EventType.of(event.getType())
                .orElseThrow(() -> new InvalidEvent("its type " + shown(event.getType()) + " is not known"));
        HostKey host = HostKey.fromSource(event.getSource())
                .orElseThrow(() -> new InvalidEvent("its source " + shown(event.getSource() + "") + " names no host"));
        String subject = subject(event.getSubject(), type);
        ObjectNode data = data(event);
        return new CertificationEvent(
                id(event.getId()),
                host,
                type,
                subject,
                time(event.getTime()),
                sequence(data.path("sequence")),
                report(data.path("report"), type, subject),
                attestation(data));
    }

    /** Its event with an attestation; empty when the event would become too long with it. */
    public static Optional<CloudEvent> attested(CloudEvent event, ObjectNode envelope) throws InvalidEvent {
        ObjectNode data = data(event);
        data.set(ATTESTATION, envelope);
        CloudEvent whole = CloudEventBuilder.v1(event)
                .withData("application/json", Json.write(data))
                .build();
        return EventFormat.fits(whole) ? Optional.of(whole) : Optional.empty();
    }

    private static Optional<ObjectNode> attestation(ObjectNode data) throws InvalidEvent {
        JsonNode found = data.path(ATTESTATION);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        EventShape.requireEnvelope(found);
        return Optional.of((ObjectNode) found);
    }

    private static String id(String id) throws InvalidEvent {
        require(Ids.isValid(id), "its id " + shown(id) + " is not an identifier");
        return id;
    }

    private static String subject(@Nullable String subject, EventType type) throws InvalidEvent {
        if (subject == null || !type.allowsSubject(subject)) {
            throw new InvalidEvent("its subject " + shown(subject + "") + " is not allowed for its type");
        }
        return subject;
    }

    private static Instant time(@Nullable OffsetDateTime time) throws InvalidEvent {
        if (time == null) {
            throw new InvalidEvent("it has no time");
        }
        Instant instant = time.toInstant();
        require(
                !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST),
                "its time is not of this age; set the clock of its host");
        return instant;
    }

    private static ObjectNode data(CloudEvent event) throws InvalidEvent {
        CloudEventData data = event.getData();
        if (data == null || !"application/json".equals(event.getDataContentType())) {
            throw new InvalidEvent("its data is not application/json");
        }
        byte[] bytes = data.toBytes();
        require(bytes.length <= EventFormat.MAX_BYTES, "its data is too long");
        try {
            return Json.readObject(bytes);
        } catch (InvalidJson invalid) {
            throw new InvalidEvent("its data: " + invalid.getMessage(), invalid);
        }
    }

    private static long sequence(JsonNode sequence) throws InvalidEvent {
        boolean counts = sequence.isIntegralNumber() && sequence.canConvertToLong() && sequence.longValue() >= 1;
        require(counts, "its sequence is not a number from 1");
        return sequence.longValue();
    }

    private static ObjectNode report(JsonNode node, EventType type, String subject) throws InvalidEvent {
        if (!(node instanceof ObjectNode report)) {
            throw new InvalidEvent("it has no report");
        }
        EventShape.requireReport(report);
        boolean about =
                type != EventType.RUNTIME || report.path("runtime").asText().equals(subject);
        require(about, "its report is about another runtime than its subject says");
        return report;
    }

    private static void require(boolean holds, String otherwise) throws InvalidEvent {
        if (!holds) {
            throw new InvalidEvent(otherwise);
        }
    }

    private static String shown(String value) {
        return "\"" + Printable.of(value, SHOWN) + "\"";
    }
}
