package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.event.CertificationEvent;
import dev.stacyvm.report.Report;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/**
 * What is written for one event.
 *
 * @param name the file name without its ending: {@code <time>-<event id>}
 * @param edition its place in the order that {@code latest} follows
 */
record Artifact(CertificationEvent event, String name, Edition edition, String json, String markdown) {
    /** How far the event could be trusted when it was recorded. */
    static final String TRUST = "trust";

    /** The envelope that came with it, where it was good. */
    static final String ATTESTATION = "attestation";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The files of {@code event}: its report as it was sent, with the event's id, time and number, how far it can be
     * trusted, and its attestation.
     *
     * @throws InvalidJson when the report cannot be read as one
     * @throws Refusal when the report has no Markdown form
     */
    static Artifact of(CertificationEvent event, TrustRule.Judgement.Taken judged, Function<Report, String> markdown)
            throws InvalidJson, Refusal {
        ObjectNode json = event.report().deepCopy();
        json.remove(ATTESTATION);
        json.put("event_id", event.id());
        json.put("event_type", event.type().type());
        json.put("subject", event.subject());
        json.put("event_time", event.time().toString());
        json.put("sequence", event.sequence());
        json.put(TRUST, judged.trust());
        judged.attestation().ifPresent(envelope -> json.set(ATTESTATION, envelope));
        return new Artifact(
                event,
                TIME.format(event.time()) + "-" + event.id(),
                new Edition(event.time(), event.sequence(), event.id()),
                Json.pretty(json),
                rendered(Json.convert(event.report(), Report.class), markdown));
    }

    /** A report from outside may lack what a renderer counts on; that must not stop the recorder. */
    private static String rendered(Report report, Function<Report, String> markdown) throws Refusal {
        try {
            return markdown.apply(report);
        } catch (RuntimeException incomplete) {
            throw new Refusal(
                    "its report cannot be rendered: " + incomplete.getClass().getSimpleName());
        }
    }

    String host() {
        return event.host().value();
    }

    /** The folder below the host's. */
    String folder() {
        return event.type().folder(event.subject());
    }
}
