package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedTokenTest {
    private static final String JWT_CLAIMS =
            "{\"iss\":\"https://i\",\"sub\":\"worker-s\",\"aud\":[\"worker:control-plane\",\"kafka\"],\"jti\":\"j1\","
                    + "\"iat\":1778320800,\"exp\":1778321100,\"scope\":\"worker:lease worker:heartbeat\","
                    + "\"worker_id\":\"worker-w\"}";

    @Test
    void showsAWorkerTokenInTheContractsWords() throws InvalidJson {
        String token = SignedPayload.token("{\"worker_id\":\"worker-a\",\"jti\":\"token-id-1\",\"aud\":\"worker:rpc\","
                + "\"scopes\":[\"x\",\"worker:lease\"],\"exp\":1778321400,\"iat\":1778320800,\"nbf\":1778320920}");

        assertThat(json(token, true))
                .isEqualTo("{\"signature_verified\":true,\"worker_id\":\"worker-a\",\"token_id\":\"token-id-1\","
                        + "\"audience\":\"worker:rpc\",\"scopes\":[\"x\",\"worker:lease\"],"
                        + "\"issued_at\":\"2026-05-09T10:00:00Z\",\"not_before\":\"2026-05-09T10:02:00Z\","
                        + "\"expires_at\":\"2026-05-09T10:10:00Z\"}");
    }

    @Test
    void leavesOutWhatATokenDoesNotSay() throws InvalidJson {
        assertThat(json(SignedPayload.token("{\"iat\":-1,\"nbf\":0,\"scopes\":[]}"), false))
                .isEqualTo("{\"signature_verified\":false}");
    }

    @Test
    void decodesAWorkerTokenWhateverItsSignature() {
        String token = SignedPayload.token(SignedPayload.json("id", -1000));
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1) + "anything, really";

        assertThat(isWhole(unsigned)).isFalse();
        assertThat(UnverifiedToken.inspect(unsigned).orElseThrow().claims().tokenId())
                .hasValue("id");
        assertThat(isWhole(" " + token + "\n")).isTrue();
    }

    @Test
    void readsAJwt() {
        UnverifiedToken token =
                UnverifiedToken.inspect(jwt("ES256", JWT_CLAIMS, 64)).orElseThrow();

        assertThat(token).isInstanceOfSatisfying(UnverifiedToken.Jwt.class, jwt -> {
            assertThat(jwt.algorithm()).isEqualTo("ES256");
            assertThat(jwt.keyId()).hasValue("k1");
            assertThat(jwt.isWhole()).isTrue();
        });
        assertThat(token.claims().workerId()).hasValue("worker-w");
        assertThat(token.claims().audiences()).containsExactly("worker:control-plane", "kafka");
        assertThat(token.claims().scopes()).containsExactly("worker:lease", "worker:heartbeat");
        assertThat(token.claims().expiresAt()).hasValue(Instant.parse("2026-05-09T10:05:00Z"));
        assertThat(TokenView.of(token, false).pretty())
                .contains("\"audience\": [\n    \"worker:control-plane\",\n    \"kafka\"\n  ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[\"worker-s\"]", "{}", "true"})
    void aJwtWhoseWorkerIdIsNoTextSpeaksForNobody(String other) {
        String claims = JWT_CLAIMS.replace("\"worker_id\":\"worker-w\"", "\"worker_id\":" + other);

        assertThat(UnverifiedToken.inspect(jwt("ES256", claims, 64))
                        .orElseThrow()
                        .claims()
                        .workerId())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "nbf", "exp"})
    void aJwtWithATimeThatIsNoNumberIsDamaged(String name) {
        String claims = JWT_CLAIMS
                .replaceFirst("[{]", "{\"" + name + "\":\"4102444800\",")
                .replace(",\"" + name + "\":1778320800", "")
                .replace(",\"" + name + "\":1778321100", "");

        assertThat(UnverifiedToken.inspect(jwt("ES256", claims, 64))
                        .orElseThrow()
                        .isWhole())
                .isFalse();
    }

    @Test
    void aJwtWithoutAWorkerIdSpeaksForItsSubject() {
        String claims = JWT_CLAIMS.replace(",\"worker_id\":\"worker-w\"", "");

        assertThat(UnverifiedToken.inspect(jwt("ES256", claims, 64))
                        .orElseThrow()
                        .claims()
                        .workerId())
                .hasValue("worker-s");
    }

    @ParameterizedTest
    @CsvSource({
        "ES256, 64, true",
        "ES256, 63, false",
        "EdDSA, 64, true",
        "EdDSA, 32, false",
        "RS256, 256, true",
        "RS256, 255, false",
        "HS256, 32, true",
        "HS256, 31, false",
        "PS384, 7, true",
        "ES256, 0, false"
    })
    void tellsACutOffJwtByTheLengthOfItsSignature(String algorithm, int bytes, boolean whole) {
        assertThat(UnverifiedToken.inspect(jwt(algorithm, JWT_CLAIMS, bytes))
                        .orElseThrow()
                        .isWhole())
                .isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                "stacyvm-worker-v1.",
                "stacyvm-worker-v1..",
                "stacyvm-worker-v1.e30",
                "stacyvm-worker-v1.W10.x",
                "stacyvm-worker-v1.e30.x.y",
                "eyJ.e30.x",
                "e30.e30",
                "e30.W10.x",
                "e30.e30=.x"
            })
    void aDamagedTokenIsNone(String text) {
        assertThat(UnverifiedToken.inspect(text)).isEmpty();
    }

    @Test
    void aTokenBeyondTheLimitIsNone() {
        assertThat(UnverifiedToken.inspect(SignedPayload.token("{\"x\":\"" + "y".repeat(13_000) + "\"}")))
                .isEmpty();
    }

    @Property
    void neverThrowsWhateverItIsGiven(@ForAll String text) {
        assertThat(UnverifiedToken.inspect(text)).isEmpty();
        assertThat(UnverifiedToken.inspect(SignedPayload.token(text))).isEqualTo(Optional.empty());
        UnverifiedToken.inspect(jwt("ES256", text, 64))
                .ifPresent(token -> assertThat(token.claims()).isNotNull());
    }

    private static boolean isWhole(String token) {
        return UnverifiedToken.inspect(token).orElseThrow().isWhole();
    }

    private static String json(String token, boolean verified) throws InvalidJson {
        TokenView view = TokenView.of(UnverifiedToken.inspect(token).orElseThrow(), verified);
        return new String(
                Json.write(Json.readObject(view.pretty().getBytes(StandardCharsets.UTF_8))), StandardCharsets.UTF_8);
    }

    private static String jwt(String algorithm, String claims, int signatureBytes) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"k1\"}";
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8))
                + "." + base64(new byte[signatureBytes]);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
