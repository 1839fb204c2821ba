package dev.stacyvm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-05-09T10:00:00.5Z");
    private static final TrustSnapshot WHOLE = new TrustSnapshot(
            7,
            NOW,
            "http://issuer.test",
            List.of(SigningKey.generate().publicHalf(), SigningKey.generate().publicHalf()),
            List.of(P256Pair.generate().publicKey()),
            new Revocations(Set.of("token-1"), Map.of("worker-a", NOW), Set.of("key-1")));

    @Test
    void readsWhatItWrites() {
        TrustSnapshot read = TrustSnapshot.read(Json.write(WHOLE.json())).orElseThrow();

        assertThat(read.json()).isEqualTo(WHOLE.json());
        assertThat(read.revoked()).isEqualTo(WHOLE.revoked());
        assertThat(read.keys()).isEqualTo(WHOLE.keys());
    }

    @Test
    void holdsNoPrivateHalf() {
        assertThat(new String(Json.write(WHOLE.json()), StandardCharsets.UTF_8)).doesNotContain("\"d\"");
    }

    static Stream<Consumer<ObjectNode>> defects() {
        return Stream.of(
                body -> body.remove("epoch"),
                body -> body.put("epoch", 0),
                body -> body.put("epoch", -1),
                body -> body.put("epoch", 1.5),
                body -> body.put("epoch", "7"),
                body -> body.put("epoch", Long.MAX_VALUE),
                body -> body.remove("issuer"),
                body -> body.put("generated_at", "yesterday"),
                body -> body.remove("keys"),
                body -> body.putObject("keys"),
                body -> body.putArray("keys").add("key"),
                body -> body.putArray("keys").addObject().put("kty", "oct").put("k", "AAAA"),
                body -> ((ObjectNode) body.withArray("keys").get(0)).put("d", "AAAA"),
                body -> ((ObjectNode) body.withArray("keys").get(0)).put("y", "AAAA"),
                body -> body.putArray("attestation_keys").addObject(),
                body -> body.remove("attestation_keys"),
                body -> body.remove("revoked"),
                body -> body.withObject("/revoked").putArray("tokens").add(""),
                body -> body.withObject("/revoked").putArray("tokens").add("x".repeat(513)),
                body -> body.withObject("/revoked").putArray("keys").addNull(),
                body -> body.withObject("/revoked").putArray("workers").add("worker-a"),
                body -> body.withObject("/revoked")
                        .putArray("workers")
                        .addObject()
                        .put("id", "../x"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void readsNothingOfABodyWithOneDefect(Consumer<ObjectNode> defect) throws Exception {
        ObjectNode body = Json.readObject(Json.write(WHOLE.json()));
        ObjectNode before = body.deepCopy();
        defect.accept(body);

        assertThat(TrustSnapshot.read(Json.write(body)).isEmpty()).isEqualTo(!body.equals(before));
    }

    @Test
    void readsNothingOfAListWithoutEnd() throws Exception {
        ObjectNode body = Json.readObject(Json.write(WHOLE.json()));
        var tokens = body.withObject("/revoked").putArray("tokens");
        for (int i = 0; i <= 4_096; i++) {
            tokens.add("t" + i);
        }

        assertThat(TrustSnapshot.read(Json.write(body))).isEmpty();
        assertThat(TrustSnapshot.read(new byte[2 * 1024 * 1024])).isEmpty();
        assertThat(TrustSnapshot.read("<html>".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }
}
