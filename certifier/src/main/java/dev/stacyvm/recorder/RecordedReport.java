package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The report inside an artifact, which is the report as it was sent and a few members of the recorder's own. */
public final class RecordedReport {
    /** What the recorder adds; where a report has a member of that name, the recorder's stands there. */
    private static final List<String> ADDED = List.of(
            "event_id", "event_type", "subject", "event_time", "sequence", Artifact.TRUST, Artifact.ATTESTATION);

    private RecordedReport() {}

    /** Whether {@code artifact}, but for what a recorder adds, is exactly {@code report}. */
    public static boolean isAbout(ObjectNode artifact, ObjectNode report) {
        return without(artifact).equals(without(report));
    }

    private static ObjectNode without(ObjectNode node) {
        return node.deepCopy().without(ADDED);
    }
}
