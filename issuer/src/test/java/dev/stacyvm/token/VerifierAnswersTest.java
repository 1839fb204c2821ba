package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, a verifier answers and takes nothing that was not signed; nor does a payload that was signed break
 * what reads it. Here these are the inputs in {@code VerifierFuzzInputs}; {@link VerifierFuzz} makes more from them.
 */
class VerifierAnswersTest {
    private static final Path INPUTS = Path.of(
            "src/test/resources/dev/stacyvm/token/VerifierFuzzInputs/answersWhateverComesAndTakesNothingForged");
    private static final ManualTime TIME = new ManualTime();
    private static final SharedKey KEY = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
    private static final TokenVerifier STRICT = WorkerV1Verifier.strict(List.of(KEY), Set.of(), TIME);
    private static final TokenVerifier COMPATIBLE = WorkerV1Verifier.compatible(List.of(KEY), Set.of(), TIME);
    private static final JwtForge FORGE = JwtForge.ed25519();
    private static final TokenVerifier JWT = JwtVerifier.of(List.of(FORGE.key()), JwtForge.ISSUER, TIME);

    /** The first golden vector of the contract. */
    private static final String SIGNED =
            "stacyvm-worker-v1.eyJ3b3JrZXJfaWQiOiJ3b3JrZXItYSIsImp0aSI6InRva2VuLWlkLTEiLCJhdWQiOiJ3b3JrZXI6Y29udHJvbC1wbGFuZSIs"
                    + "ImV4cCI6MTc3ODMyMTEwMCwiaWF0IjoxNzc4MzIwODAwfQ.99qAqXNl-5NFXNS2i3BoiU14lSuJOlKrzRzhLDNdQzs";

    static Stream<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(INPUTS)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void answersWhateverComesAndTakesNothingForged(Path input) throws IOException {
        judge(Files.readAllBytes(input));
    }

    static void judge(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);

        assertThat(accepted(STRICT, text)).isEqualTo(text.equals(SIGNED));
        assertThat(accepted(JWT, text)).isFalse();
        assertThat(accepted(COMPATIBLE, text)).isEqualTo(text.strip().equals(SIGNED));
        assertThat(accepted(COMPATIBLE, sharedKeyToken(input)) || !accepted(STRICT, sharedKeyToken(input)))
                .isTrue();
        assertThat(JwtClaims.read(input)).isNotNull();
        assertThat(CompactJws.of(JwtForge.encode(input) + "." + JwtForge.encode("{}") + "." + JwtForge.encode("s")))
                .isNotNull();
    }

    private static boolean accepted(TokenVerifier verifier, String token) {
        return verifier.verify(token, Audience.CONTROL_PLANE) instanceof Verdict.Accepted;
    }

    private static String sharedKeyToken(byte[] payload) {
        byte[] input = (WorkerV1Verifier.PREFIX + JwtForge.encode(payload)).getBytes(StandardCharsets.US_ASCII);
        return new String(input, StandardCharsets.US_ASCII) + "."
                + new String(KEY.signature(input, input.length), StandardCharsets.US_ASCII);
    }
}
