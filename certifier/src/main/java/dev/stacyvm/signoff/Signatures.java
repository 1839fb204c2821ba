package dev.stacyvm.signoff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.report.Report;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether the issuer's word on a report of a bundle holds: for exactly this report, presented by the bundle's worker. */
final class Signatures {
    private final BundleFiles files;
    private final AttestationVerifier keys;

    Signatures(BundleFiles files, List<P256Key> keys) {
        this.files = files;
        this.keys = new AttestationVerifier(keys);
    }

    /** What is wrong with it, naming the file; empty when it holds. */
    Optional<String> problem(String name, String worker) {
        Optional<byte[]> envelope = files.of(Bundle.envelopeOf(name));
        return envelope.isEmpty()
                ? Optional.of("UNSIGNED: " + name + " has no envelope")
                : problem(name, envelope.get(), worker);
    }

    private Optional<String> problem(String name, byte[] envelope, String worker) {
        Attestation found = keys.verify(envelope);
        if (found instanceof Attestation.Rejected rejected) {
            return tampered(Bundle.envelopeOf(name) + " does not hold: " + rejected.why());
        }
        Attestation.Genuine genuine = (Attestation.Genuine) found;
        if (!genuine.workerId().equals(worker)) {
            return tampered(name + " was presented by another worker, " + genuine.workerId());
        }
        if (!isAbout(name, genuine.report())) {
            return tampered("what was signed is not this " + name);
        }
        return isPlain(envelope) ? Optional.empty() : tampered(Bundle.envelopeOf(name) + " was changed");
    }

    private static Optional<String> tampered(String what) {
        return Optional.of("TAMPERED: " + what);
    }

    /** The statement is about the report by its content; that the file is laid out as ours are is checked besides. */
    private boolean isAbout(String name, ObjectNode report) {
        try {
            byte[] content = files.of(name).orElse(new byte[0]);
            ObjectNode read = Json.readObject(content);
            return report.equals(read)
                    && Arrays.equals(content, Json.pretty(read).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJson noReport) {
            return false;
        }
    }

    /** Spelt as ours are: a signature says nothing of the white space around it. */
    private static boolean isPlain(byte[] envelope) {
        return Dsse.read(envelope)
                .filter(read -> Arrays.equals(envelope, Json.write(read.json())))
                .isPresent();
    }

    static String worker(Report index) {
        return index.subject().getOrDefault(Bundle.WORKER, "");
    }
}
