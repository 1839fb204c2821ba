package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionTest {
    private static final Instant NOW = Instant.parse("2026-05-09T10:00:00Z");
    private static final long T = NOW.getEpochSecond();
    private static final String ISSUER = "https://issuer.example";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final P256Pair pair = P256Pair.generate();

    @Test
    void holdsForTheWorkerIssuerAndMinuteItWasSignedFor() {
        String assertion = Assertion.sign(pair, "worker-a", ISSUER, NOW);

        assertThat(verify(assertion, NOW))
                .isInstanceOfSatisfying(
                        AssertionVerdict.Holds.class,
                        holds -> assertThat(holds.expiresAt()).isEqualTo(NOW.plusSeconds(60)));
        assertThat(verify(assertion, NOW.plusSeconds(59))).isInstanceOf(AssertionVerdict.Holds.class);
        assertThat(why(verify(assertion, NOW.plusSeconds(60)))).contains("expired");
        assertThat(verify(assertion, NOW.minusSeconds(30))).isInstanceOf(AssertionVerdict.Holds.class);
        assertThat(why(verify(assertion, NOW.minusSeconds(31)))).contains("future");
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        assertThat(id(Assertion.sign(pair, "worker-a", ISSUER, NOW)))
                .isNotEqualTo(id(Assertion.sign(pair, "worker-a", ISSUER, NOW)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "iss|\"worker-b\"|another worker",
                "sub|\"worker-b\"|another worker",
                "aud|\"https://other.example\"|another issuer",
                "aud|[\"https://issuer.example\"]|another issuer",
                "jti|\"\"|lacks",
                "jti|7|lacks",
                "exp|null|lacks",
                "exp|\"soon\"|lacks",
                "exp|1.5|lacks",
                "iat|null|lacks",
                "exp|1e99|lacks"
            },
            delimiter = '|')
    void refusesClaimsThatAreNotThose(String claim, String value, String told) {
        assertThat(why(verify(signed(header(), claims(Map.of(claim, value))), NOW)))
                .contains(told);
    }

    @Test
    void refusesOneThatLivesForHours() {
        assertThat(why(verify(signed(header(), claims(Map.of("exp", String.valueOf(T + 7_200)))), NOW)))
                .contains("longer than 60 s");
        assertThat(why(verify(signed(header(), claims(Map.of("iat", String.valueOf(T - 10)))), NOW)))
                .contains("longer than 60 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"KID\"}",
                "{\"alg\":\"HS256\",\"kid\":\"KID\"}",
                "{\"alg\":\"es256\",\"kid\":\"KID\"}",
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"ES256\",\"kid\":\"other\"}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\",\"jwk\":{}}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\",\"jku\":\"https://evil.example\"}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\",\"zip\":\"DEF\"}",
                "{\"alg\":\"ES256\",\"kid\":\"KID\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"KID\"}"
            })
    void refusesEveryOtherHeader(String header) {
        String text = header.replace("KID", pair.publicKey().thumbprint());
        assertThat(verify(signed(text, claims(Map.of())), NOW)).isInstanceOf(AssertionVerdict.Refused.class);
    }

    @Test
    void refusesEveryOtherSpelling() {
        String assertion = Assertion.sign(pair, "worker-a", ISSUER, NOW);
        for (String other : new String[] {
            assertion + "=", " " + assertion, assertion + "\n", assertion + ".", assertion.replace('.', ','), ""
        }) {
            assertThat(verify(other, NOW)).as(other).isInstanceOf(AssertionVerdict.Refused.class);
        }
        for (int at = 0; at < assertion.length(); at++) {
            char replaced = assertion.charAt(at) == 'A' ? 'B' : 'A';
            String edited = assertion.substring(0, at) + replaced + assertion.substring(at + 1);
            assertThat(verify(edited, NOW)).as("edited at " + at).isInstanceOf(AssertionVerdict.Refused.class);
        }
    }

    @Test
    void refusesASignatureOfZeros() {
        String assertion = Assertion.sign(pair, "worker-a", ISSUER, NOW);
        String zeros = assertion.substring(0, assertion.lastIndexOf('.') + 1) + BASE64.encodeToString(new byte[64]);
        assertThat(verify(zeros, NOW)).isInstanceOf(AssertionVerdict.Refused.class);
    }

    @Test
    void tellsNobodyButTheHolderOfTheKeyWhy() {
        String late = Assertion.sign(pair, "worker-a", ISSUER, NOW.minus(Duration.ofHours(1)));
        String foreign = Assertion.sign(P256Pair.generate(), "worker-a", ISSUER, NOW);
        assertThat(((AssertionVerdict.Refused) verify(late, NOW)).authentic()).isTrue();
        assertThat(((AssertionVerdict.Refused) verify(foreign, NOW)).authentic())
                .isFalse();
    }

    @Test
    void theThumbprintIsThatOfRfc7638() throws Exception {
        // The P-256 key of RFC 7517, appendix A.1.
        P256Key key = P256Key.fromJwk(Json.object()
                        .put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4")
                        .put("y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"))
                .orElseThrow();
        assertThat(new String(Json.write(key.jwk()), StandardCharsets.UTF_8))
                .isEqualTo("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                        + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}");
        assertThat(key.thumbprint()).isEqualTo("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    }

    private AssertionVerdict verify(String assertion, Instant now) {
        return Assertion.verify(assertion, pair.publicKey(), "worker-a", ISSUER, now);
    }

    private static String why(AssertionVerdict verdict) {
        return ((AssertionVerdict.Refused) verdict).why();
    }

    private String id(String assertion) {
        return ((AssertionVerdict.Holds) verify(assertion, NOW)).id();
    }

    private String header() {
        return "{\"alg\":\"ES256\",\"kid\":\"" + pair.publicKey().thumbprint() + "\"}";
    }

    /** The claims of a good one, some replaced. */
    private static String claims(Map<String, String> replaced) {
        Map<String, String> claims = new TreeMap<>(Map.of(
                "iss",
                "\"worker-a\"",
                "sub",
                "\"worker-a\"",
                "aud",
                "\"" + ISSUER + "\"",
                "jti",
                "\"0123456789\"",
                "iat",
                String.valueOf(T),
                "exp",
                String.valueOf(T + 60)));
        claims.putAll(replaced);
        StringBuilder json = new StringBuilder();
        claims.forEach((name, value) -> json.append(json.isEmpty() ? '{' : ',')
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
        return json.append('}').toString();
    }

    private String signed(String header, String claims) {
        String signed = BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + BASE64.encodeToString(pair.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }
}
