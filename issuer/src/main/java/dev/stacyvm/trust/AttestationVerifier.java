package dev.stacyvm.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verifies attestations with the issuer's public attestation keys alone. Immutable, safe from any thread. */
public final class AttestationVerifier {
    private final Map<String, P256Key> keys;

    /** @param keys all that ever signed: artifacts outlive keys */
    public AttestationVerifier(Collection<P256Key> keys) {
        this.keys = keys.stream()
                .collect(Collectors.toUnmodifiableMap(P256Key::thumbprint, Function.identity(), (a, b) -> a));
    }

    /** Judges a DSSE envelope as it came. Never throws for any input. */
    public Attestation verify(byte[] envelope) {
        Optional<Dsse> read = Dsse.read(envelope);
        if (read.isEmpty()) {
            return new Attestation.Rejected("it is no envelope with one signature");
        }
        Dsse dsse = read.get();
        P256Key key = keys.get(dsse.keyId());
        if (key == null) {
            return new Attestation.Rejected("no known key signed it");
        }
        if (!dsse.payloadType().equals(Dsse.IN_TOTO)) {
            return new Attestation.Rejected("it is no in-toto statement");
        }
        return key.verifiesDer(Dsse.signed(dsse.payloadType(), dsse.payload()), dsse.signature())
                ? statement(dsse)
                : new Attestation.Rejected("its signature does not match its content");
    }

    /** What the issuer signed has this form; anything else was signed by mistake and proves nothing. */
    private static Attestation statement(Dsse dsse) {
        try {
            ObjectNode statement = Json.readObject(dsse.payload());
            JsonNode predicate = statement.path("predicate");
            boolean known = statement.path("_type").asText().equals(Statement.TYPE)
                    && statement.path("predicateType").asText().equals(Statement.PREDICATE)
                    && statement.path("subject").size() == 1;
            if (known && predicate.path("report") instanceof ObjectNode report) {
                return Statement.digest(report).equals(digest(statement))
                        ? new Attestation.Genuine(
                                predicate.path("worker_id").asText(),
                                predicate.path("host").asText(),
                                predicate.path("attested_at").asText(),
                                report,
                                dsse.keyId())
                        : new Attestation.Rejected("its digest does not match its report");
            }
            return new Attestation.Rejected("it is no statement about a certification");
        } catch (InvalidJson malformed) {
            return new Attestation.Rejected("its statement is malformed");
        }
    }

    private static String digest(ObjectNode statement) {
        return statement.path("subject").path(0).path("digest").path("sha256").asText();
    }
}
