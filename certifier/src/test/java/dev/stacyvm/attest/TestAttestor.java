package dev.stacyvm.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.trust.Statement;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.util.List;

/** Signs as an issuer does, with a key of its own. */
public final class TestAttestor implements Attesting {
    public static final String AT = "2026-05-09T10:00:05Z";

    private final P256Pair key = P256Pair.generate();

    public AttestationVerifier verifier() {
        return new AttestationVerifier(List.of(key.publicKey()));
    }

    public String pem() {
        return key.publicKey().pem();
    }

    public ObjectNode envelope(String worker, String host, String at, ObjectNode report) {
        byte[] payload = Json.write(Statement.of(worker, host, at, report));
        byte[] signature = key.signDer(Dsse.signed(Dsse.IN_TOTO, payload));
        return new Dsse(Dsse.IN_TOTO, payload, key.publicKey().thumbprint(), signature).json();
    }

    /** The draft with the word that its own host presented it. */
    public EventDraft attested(EventDraft draft) {
        String host = draft.host().value();
        return draft.attested(envelope(host, host, AT, (ObjectNode) draft.report()));
    }

    @Override
    public Future<Attested> attest(HostKey host, ObjectNode report) {
        return Future.succeededFuture(new Attested.Given(envelope(host.value(), host.value(), AT, report)));
    }
}
