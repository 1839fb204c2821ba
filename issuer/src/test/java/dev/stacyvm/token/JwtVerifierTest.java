package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final JwtForge FORGE = JwtForge.es256();
    private static final String GOOD = FORGE.good();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String ANYTHING = ALPHABET + "+/=. \n\t\u0000\u00e9\u4e00";

    private final ManualTime time = new ManualTime();
    private final JwtVerifier verifier = JwtVerifier.of(List.of(FORGE.key()), JwtForge.ISSUER, time);

    @Test
    void takesATokenOfItsIssuer() {
        VerifiedToken token = accepted(verifier.verify(GOOD, Audience.CONTROL_PLANE));
        assertThat(token.workerId()).isEqualTo("worker-a");
        assertThat(token.caller()).isEqualTo("worker-a");
        assertThat(token.tokenId()).isEqualTo("jti-1");
        assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.HEARTBEAT, Scope.LEASE);
        assertThat(token.issuedAt()).isEqualTo(Instant.parse("2026-05-09T10:00:00Z"));
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-05-09T10:05:00Z"));
    }

    @Test
    void takesEd25519AndRs256ByKeysThatSignNothingElse() {
        JwtForge ed25519 = JwtForge.ed25519();
        JwtForge rs256 = JwtForge.rs256();
        JwtVerifier all = JwtVerifier.ofAnyIssuer(List.of(FORGE.key(), ed25519.key(), rs256.key()), time);
        for (JwtForge forge : List.of(FORGE, ed25519, rs256)) {
            assertThat(all.verify(forge.good(), Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
            String crossed = forge.header().replace(forge.key().id(), "other");
            assertThat(all.verify(forge.token(crossed, JwtForge.payload("j")), Audience.CONTROL_PLANE))
                    .isEqualTo(new Verdict.Rejected(Rejection.BAD_SIGNATURE));
        }
    }

    @Test
    void everySingleCharacterEditIsRefused() {
        for (int at = 0; at < GOOD.length(); at++) {
            for (int next = 0; next < ALPHABET.length(); next++) {
                char other = ALPHABET.charAt(next);
                // A quarter of all edits here, and every one of the last character, which carries unused bits.
                boolean last = at == GOOD.length() - 1;
                if (other != GOOD.charAt(at) && (last || (at + next) % 16 == 0)) {
                    assertRefused(GOOD.substring(0, at) + other + GOOD.substring(at + 1));
                }
            }
        }
    }

    @Property(tries = 2_000)
    void noEditInsertionOrRemovalIsAccepted(
            @ForAll @IntRange(max = 2_000) int where,
            @ForAll @IntRange(max = 200) int what,
            @ForAll @IntRange(max = 2) int how) {
        int at = where % GOOD.length();
        char other = ANYTHING.charAt(what % ANYTHING.length());
        String edited = switch (how) {
            case 0 -> GOOD.substring(0, at) + other + GOOD.substring(at + 1);
            case 1 -> GOOD.substring(0, at) + other + GOOD.substring(at);
            default -> GOOD.substring(0, at) + GOOD.substring(at + 1);
        };
        if (!edited.equals(GOOD)) {
            assertRefused(edited);
        }
    }

    @Test
    void everyReEncodingIsRefused() {
        String padded = GOOD.replace(".", "=.");
        for (String other : List.of(
                GOOD + "=",
                padded,
                GOOD + "\n",
                " " + GOOD,
                GOOD + ".",
                GOOD + ".x",
                GOOD.replace('-', '+'),
                GOOD + "AA")) {
            if (!other.equals(GOOD)) {
                assertRefused(other);
            }
        }
    }

    @Test
    void theOtherSignatureThatHoldsIsRefused() {
        assertThat(verifier.verify(JwtForge.mirrored(GOOD), Audience.CONTROL_PLANE))
                .isEqualTo(new Verdict.Rejected(Rejection.BAD_SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource({
        "299,           300,  0,   ACCEPTED",
        "300,           300,  0,   EXPIRED",
        "0,             900,  0,   ACCEPTED",
        "0,             901,  0,   TOO_LONG_LIVED",
        "-30,           300,  0,   ACCEPTED",
        "-31,           300,  0,   NOT_YET_VALID",
        "0,             300,  30,  ACCEPTED",
        "0,             300,  31,  NOT_YET_VALID",
        "0,             300,  301, BAD_CLAIMS",
        "0,             -1,   0,   BAD_CLAIMS",
    })
    void judgesTimesAsTheOtherFormatDoes(long step, long lifetime, long delay, String verdict) {
        time.stepWall(Duration.ofSeconds(step));
        String times = "\"exp\":" + (JwtForge.NOW + lifetime) + ",\"nbf\":" + (JwtForge.NOW + delay);
        String token = FORGE.of(JwtForge.payload("j").replace("\"exp\":" + (JwtForge.NOW + 300), times));
        assertThat(shown(verifier.verify(token, Audience.CONTROL_PLANE))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123.0",
                "2e9",
                "\"1778321100\"",
                "0",
                "-1",
                "9223372036854775808",
                "1099511627776",
                "null",
                "true"
            })
    void refusesATimeThatIsNoPlainPositiveInteger(String exp) {
        String payload = JwtForge.payload("j").replace("\"exp\":" + (JwtForge.NOW + 300), "\"exp\":" + exp);
        assertThat(shown(verifier.verify(FORGE.of(payload), Audience.CONTROL_PLANE)))
                .isIn("BAD_CLAIMS", "BAD_SIGNATURE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"worker:control-plane\",\"kafka\"]                    | ACCEPTED",
                "[\"kafka\",\"worker:control-plane\"]                    | ACCEPTED",
                "\"worker:control-plane\"                                | ACCEPTED",
                "[\"worker:control-plane\",\"worker:rpc\"]               | BAD_CLAIMS",
                "[\"worker:control-plane\",\"kafka\",\"worker:rpc\"]     | BAD_CLAIMS",
                "[\"worker:control-plane\",\"worker:control-plane\"]     | BAD_CLAIMS",
                "[\"worker:control-plane\",\"elsewhere\"]                | BAD_CLAIMS",
                "[\"worker:control-plane\",1]                            | BAD_SIGNATURE",
                "{}                                                      | BAD_CLAIMS",
                "\"kafka\"                                               | WRONG_AUDIENCE",
            })
    void takesTheOnePairOfAudiencesAlone(String audience, String verdict) {
        String payload = JwtForge.payload("j").replace("[\"worker:control-plane\"]", audience);
        assertThat(shown(verifier.verify(FORGE.of(payload), Audience.CONTROL_PLANE)))
                .isEqualTo(verdict);
    }

    @Test
    void tellsTheCallerOfAnRpcTokenFromItsTarget() {
        String payload = JwtForge.payload("j")
                .replace("worker:control-plane", "worker:rpc")
                .replace("\"worker_id\":\"worker-a\"", "\"worker_id\":\"worker-b\"");
        VerifiedToken token = accepted(verifier.verify(FORGE.of(payload), Audience.RPC));
        assertThat(token.workerId()).isEqualTo("worker-b");
        assertThat(token.caller()).isEqualTo("worker-a");
    }

    @Test
    void grantsNothingWhereNothingIsSaid() {
        String none = JwtForge.payload("j").replace("\"scope\":\"worker:heartbeat worker:lease\",", "");
        String unknown = JwtForge.payload("j").replace("worker:heartbeat worker:lease", "worker:all *");
        assertThat(accepted(verifier.verify(FORGE.of(none), Audience.CONTROL_PLANE))
                        .scopes())
                .isEmpty();
        assertThat(accepted(verifier.verify(FORGE.of(unknown), Audience.CONTROL_PLANE))
                        .scopes())
                .isEmpty();
    }

    @Test
    void judgesATokenItHasSeenAnewEachTime() {
        assertThat(shown(verifier.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("ACCEPTED");
        assertThat(shown(verifier.verify(GOOD, Audience.KAFKA))).isEqualTo("WRONG_AUDIENCE");
        time.advance(Duration.ofSeconds(299));
        assertThat(shown(verifier.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("ACCEPTED");
        time.advance(Duration.ofSeconds(1));
        assertThat(shown(verifier.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("EXPIRED");
        assertThat(shown(verifier.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("EXPIRED");
    }

    @Test
    void remembersNoMoreTokensThanItMay() {
        SeenTokens seen = new SeenTokens(3);
        JwtClaims claims = JwtClaims.read(JwtForge.payload("j").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        for (int i = 0; i < 100; i++) {
            seen.keep("token-" + i, claims, JwtForge.NOW);
            assertThat(seen.size()).isBetween(1, 3);
        }
        seen.keep("late", claims, JwtForge.NOW + 300);
        assertThat(seen.find("late")).isPresent();
    }

    @Test
    void theFormatChoosesTheKeysAndRevocationReachesBoth() {
        WorkerV1Verifier shared = WorkerV1Verifier.strict(List.of(SignedPayload.KEY), Set.of(), time);
        String older = SignedPayload.token(SignedPayload.json("jti-2", 300));
        KeyedVerifier both = new KeyedVerifier(verifier, Optional.of(shared), Revocations.NONE);
        assertThat(shown(both.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("ACCEPTED");
        assertThat(shown(both.verify(older, Audience.CONTROL_PLANE))).isEqualTo("ACCEPTED");

        KeyedVerifier jwtAlone = new KeyedVerifier(verifier, Optional.empty(), Revocations.NONE);
        assertThat(shown(jwtAlone.verify(older, Audience.CONTROL_PLANE))).isEqualTo("MALFORMED");

        Revocations ids = new Revocations(Set.of("jti-1", "jti-2"), Map.of(), Set.of());
        KeyedVerifier revoking = new KeyedVerifier(verifier, Optional.of(shared), ids);
        assertThat(shown(revoking.verify(GOOD, Audience.CONTROL_PLANE))).isEqualTo("REVOKED");
        assertThat(shown(revoking.verify(older, Audience.CONTROL_PLANE))).isEqualTo("REVOKED");
    }

    @Test
    void aRevokedWorkerIsRefusedForWhatWasIssuedBefore() {
        Instant issued = Instant.ofEpochSecond(JwtForge.NOW);
        assertThat(shown(revokedBefore("worker-a", issued.plusSeconds(1)))).isEqualTo("REVOKED");
        assertThat(shown(revokedBefore("worker-a", issued))).isEqualTo("ACCEPTED");
        assertThat(shown(revokedBefore("worker-b", issued.plusSeconds(1)))).isEqualTo("ACCEPTED");
    }

    private Verdict revokedBefore(String worker, Instant before) {
        Revocations workers = new Revocations(Set.of(), Map.of(worker, before), Set.of());
        return new KeyedVerifier(verifier, Optional.empty(), workers).verify(GOOD, Audience.CONTROL_PLANE);
    }

    private void assertRefused(String token) {
        assertThat(verifier.verify(token, Audience.CONTROL_PLANE)).as(token).isInstanceOf(Verdict.Rejected.class);
    }

    private static String shown(Verdict verdict) {
        return verdict instanceof Verdict.Rejected rejected ? rejected.reason().name() : "ACCEPTED";
    }

    private static VerifiedToken accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).token();
    }
}
