package dev.stacyvm.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.List;
import java.util.Optional;

/**
 * Looks for an artifact's DSSE envelope, in its member {@code attestation} or in a file beside it, and checks that the
 * issuer signed exactly this report. What a recorder adds to a report is no part of it.
 *
 * @param keys those that the operator trusts; empty when none were named
 * @param beside the content of the file beside the artifact
 */
public record EnvelopeCheck(List<P256Key> keys, Optional<byte[]> beside) implements AttestationCheck {
    private static final String ATTESTATION = "attestation";
    private static final List<String> RECORDED =
            List.of(ATTESTATION, "event_id", "event_type", "subject", "event_time", "sequence", "trust");

    @Override
    public Answer check(byte[] artifact) {
        try {
            ObjectNode report = Json.readObject(artifact);
            Optional<byte[]> envelope = inside(report.path(ATTESTATION)).or(() -> beside);
            report.remove(RECORDED);
            return envelope.map(found -> check(report, found)).orElse(new Answer.Absent("it has no attestation"));
        } catch (InvalidJson none) {
            return new Answer.Bad("it is not JSON");
        }
    }

    private static Optional<byte[]> inside(JsonNode member) {
        return member.isMissingNode() ? Optional.empty() : Optional.of(Json.write(member));
    }

    private Answer check(ObjectNode report, byte[] envelope) {
        Optional<Dsse> read = Dsse.read(envelope);
        if (read.isEmpty()) {
            return new Answer.Bad("its attestation is no envelope with one signature");
        }
        if (keys.stream().noneMatch(key -> key.thumbprint().equals(read.get().keyId()))) {
            return new Answer.Absent(
                    keys.isEmpty()
                            ? "it has an attestation, and no key was named to check it with"
                            : "it has an attestation, and none of the keys named signed it");
        }
        Attestation found = new AttestationVerifier(keys).verify(envelope);
        if (found instanceof Attestation.Genuine genuine) {
            return genuine.report().equals(report)
                    ? new Answer.Attested(genuine.workerId())
                    : new Answer.Bad("its attestation is about another report");
        }
        return new Answer.Bad("of its attestation: " + ((Attestation.Rejected) found).why());
    }
}
