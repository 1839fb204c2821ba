package dev.stacyvm.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.report.Report;
import dev.stacyvm.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * A result on its way into the log, which gives it the next number of its host.
 *
 * @param id unique per host; kept when an append is tried again
 * @param time when the report was made
 * @param attestation a DSSE envelope about the report
 */
public record EventDraft(
        String id,
        HostKey host,
        EventType type,
        String subject,
        Instant time,
        JsonNode report,
        Optional<ObjectNode> attestation) {
    /** Leaves room for the attributes and the escapes of an event that must not be longer than 1 MiB. */
    private static final int MAX_ATTESTED_BYTES = EventFormat.MAX_BYTES - 16 * 1024;

    public EventDraft {
        if (!type.allowsSubject(subject)) {
            throw new IllegalArgumentException("no event of type " + type.type() + " can be about " + subject);
        }
    }

    /** The result for one runtime; the report's runtime is the subject and must not be {@code all}. */
    public static EventDraft runtime(HostKey host, Report report) {
        if (report.runtime().equals("all")) {
            throw new IllegalArgumentException("each runtime has an event of its own: split the report first");
        }
        return of(host, EventType.RUNTIME, report.runtime(), report);
    }

    /** The result for one worker's identity. */
    public static EventDraft workerIdentity(HostKey host, String workerId, Report report) {
        return of(host, EventType.WORKER_IDENTITY, workerId, report);
    }

    private static EventDraft of(HostKey host, EventType type, String subject, Report report) {
        String id = UUID.randomUUID().toString();
        return new EventDraft(
                id, host, type, subject, Instant.parse(report.generatedAt()), Json.tree(report), Optional.empty());
    }

    /** The same with an attestation; unchanged when the event would become too long with it. */
    public EventDraft attested(ObjectNode envelope) {
        EventDraft more = new EventDraft(id, host, type, subject, time, report, Optional.of(envelope));
        boolean fits = Json.write(report).length + Json.write(envelope).length <= MAX_ATTESTED_BYTES;
        return fits ? more : this;
    }

    /** The event, with the number {@code sequence} of its host, counted from 1. */
    public CloudEvent numbered(long sequence) {
        ObjectNode data = Json.object().put("sequence", sequence).set("report", report);
        attestation.ifPresent(envelope -> data.set(CertificationEvent.ATTESTATION, envelope));
        return CloudEventBuilder.v1()
                .withId(id)
                .withType(type.type())
                .withSource(host.source())
                .withSubject(subject)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withData("application/json", type.schema(), Json.write(data))
                .build();
    }
}
