package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.check.AttestationCheck.Answer;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.trust.Statement;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeCheckTest {
    private static final ObjectNode REPORT =
            Json.object().put("runtime", "proot").put("status", "PASS");

    private final P256Pair pair = P256Pair.generate();
    private final List<P256Key> keys = List.of(pair.publicKey());

    @Test
    void takesAnEnvelopeBesideTheReportOrInsideIt() {
        ObjectNode inside = REPORT.deepCopy().set("attestation", envelope(REPORT));

        assertThat(check(keys, REPORT, Optional.of(Json.write(envelope(REPORT)))))
                .isEqualTo(attested());
        assertThat(check(keys, inside, Optional.empty())).isEqualTo(attested());
    }

    @Test
    void whatARecorderAddsIsNoPartOfTheReport() {
        ObjectNode recorded = REPORT.deepCopy().set("attestation", envelope(REPORT));
        recorded.put("event_id", "e").put("event_type", "t").put("subject", "proot");
        recorded.put("event_time", "2026-05-09T10:00:00Z").put("sequence", 7).put("trust", "ATTESTED");

        assertThat(check(keys, recorded, Optional.empty())).isEqualTo(attested());
        assertThat(check(keys, recorded.put("other", "x"), Optional.empty())).isInstanceOf(Answer.Bad.class);
    }

    @Test
    void anEnvelopeOfAnotherReportIsBad() {
        byte[] other = Json.write(envelope(REPORT.deepCopy().put("status", "FAIL")));

        assertThat(check(keys, REPORT, Optional.of(other)))
                .isEqualTo(new Answer.Bad("its attestation is about another report"));
    }

    @Test
    void everyCharacterOfTheEnvelopeCounts() {
        String good = new String(Json.write(envelope(REPORT)), StandardCharsets.UTF_8);
        for (int at = 0; at < good.length(); at++) {
            char other = good.charAt(at) == 'A' ? 'B' : 'A';
            String edited = good.substring(0, at) + other + good.substring(at + 1);
            assertThat(check(keys, REPORT, Optional.of(edited.getBytes(StandardCharsets.UTF_8))))
                    .as("%s", edited)
                    .isNotInstanceOf(Answer.Attested.class);
        }
    }

    @Test
    void saysWhyItCannotBeChecked() {
        Optional<byte[]> envelope = Optional.of(Json.write(envelope(REPORT)));

        assertThat(check(keys, REPORT, Optional.empty())).isEqualTo(new Answer.Absent("it has no attestation"));
        assertThat(check(List.of(), REPORT, envelope))
                .isEqualTo(new Answer.Absent("it has an attestation, and no key was named to check it with"));
        assertThat(check(List.of(P256Pair.generate().publicKey()), REPORT, envelope))
                .isEqualTo(new Answer.Absent("it has an attestation, and none of the keys named signed it"));
        assertThat(check(List.of(), REPORT, Optional.of(new byte[] {1})))
                .isEqualTo(new Answer.Bad("its attestation is no envelope with one signature"));
        assertThat(new EnvelopeCheck(keys, envelope).check(new byte[] {1})).isInstanceOf(Answer.Bad.class);
    }

    private static Answer check(List<P256Key> keys, ObjectNode artifact, Optional<byte[]> beside) {
        return new EnvelopeCheck(keys, beside).check(Json.write(artifact));
    }

    private static Answer attested() {
        return new Answer.Attested("worker-a");
    }

    private ObjectNode envelope(ObjectNode report) {
        byte[] statement = Json.write(Statement.of("worker-a", "host-7", "2026-05-09T10:00:00Z", report));
        byte[] signature = pair.signDer(Dsse.signed(Dsse.IN_TOTO, statement));
        return new Dsse(Dsse.IN_TOTO, statement, pair.publicKey().thumbprint(), signature).json();
    }
}
