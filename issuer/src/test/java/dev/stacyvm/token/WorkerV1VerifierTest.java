package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.time.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkerV1VerifierTest {
    private static final String GOLDEN_1 =
            "stacyvm-worker-v1.eyJ3b3JrZXJfaWQiOiJ3b3JrZXItYSIsImp0aSI6InRva2VuLWlkLTEiLCJhdWQiOiJ3b3JrZXI6Y29udHJvbC1wbGFuZSIsImV4cCI6MTc3ODMyMTEwMCwiaWF0IjoxNzc4MzIwODAwfQ.99qAqXNl-5NFXNS2i3BoiU14lSuJOlKrzRzhLDNdQzs";
    private static final String GOLDEN_2 =
            "stacyvm-worker-v1.eyJ3b3JrZXJfaWQiOiJ3b3JrZXItYSIsImp0aSI6InRva2VuLWlkLTEiLCJhdWQiOiJ3b3JrZXI6cnBjIiwic2NvcGVzIjpbIndvcmtlcjpoZWFydGJlYXQiLCJ3b3JrZXI6bGVhc2UiXSwiZXhwIjoxNzc4MzIxNDAwLCJpYXQiOjE3NzgzMjA4MDAsIm5iZiI6MTc3ODMyMDkyMH0.G5SqirF7KoNDYf9C_GDB8EWwPBcmPveLpoM667qgKFE";
    private static final SharedKey OTHER = SharedKey.of(Secret.of("another-worker-signing-key-of-32-bytes-or-more"));

    private final ManualTime time = new ManualTime();
    private final TokenVerifier strict = strict(List.of(SignedPayload.KEY), time);

    @Test
    void acceptsTheFirstGoldenVector() {
        VerifiedToken token = accepted(strict.verify(GOLDEN_1, Audience.CONTROL_PLANE));

        assertThat(token.workerId()).isEqualTo("worker-a");
        assertThat(token.tokenId()).isEqualTo("token-id-1");
        assertThat(token.audience()).isEqualTo(Audience.CONTROL_PLANE);
        assertThat(token.scopes()).isEqualTo(Scope.all());
        assertThat(token.issuedAt()).isEqualTo(Instant.parse("2026-05-09T10:00:00Z"));
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-05-09T10:05:00Z"));
    }

    @Test
    void acceptsTheSecondGoldenVectorOnceItsTimeHasCome() {
        assertThat(strict.verify(GOLDEN_2, Audience.RPC)).isEqualTo(new Verdict.Rejected(Rejection.NOT_YET_VALID));
        time.advance(Duration.ofSeconds(90));

        VerifiedToken token = accepted(strict.verify(GOLDEN_2, Audience.RPC));

        assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.HEARTBEAT, Scope.LEASE);
        assertThat(token.allows(Scope.EXEC)).isFalse();
    }

    @Test
    void aTokenDiesInTheSecondOfItsExpiry() {
        time.advance(Duration.ofMillis(299_999));
        assertThat(strict.verify(GOLDEN_1, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);

        time.advance(Duration.ofMillis(1));
        assertThat(strict.verify(GOLDEN_1, Audience.CONTROL_PLANE)).isEqualTo(new Verdict.Rejected(Rejection.EXPIRED));
    }

    @Test
    void refusesATokenForAnotherAudience() {
        assertThat(strict.verify(GOLDEN_1, Audience.RPC)).isEqualTo(new Verdict.Rejected(Rejection.WRONG_AUDIENCE));
    }

    @Test
    void withoutAnExpectedAudienceTellsTheOneItNames() {
        time.advance(Duration.ofMinutes(2));

        assertThat(accepted(strict.verify(GOLDEN_1)).audience()).isEqualTo(Audience.CONTROL_PLANE);
        assertThat(accepted(strict.verify(GOLDEN_2)).audience()).isEqualTo(Audience.RPC);
        assertThat(strict.verify("x")).isEqualTo(new Verdict.Rejected(Rejection.MALFORMED));
    }

    @Test
    void refusesATokenSignedWithAnotherKey() {
        assertThat(strict(List.of(OTHER), time).verify(GOLDEN_1, Audience.CONTROL_PLANE))
                .isEqualTo(new Verdict.Rejected(Rejection.BAD_SIGNATURE));
    }

    @Test
    void anyKeyOfTheListWillDo() {
        TokenVerifier both = strict(List.of(OTHER, SignedPayload.KEY), time);
        String other = SignedPayload.spelled(GOLDEN_1.split("\\.", -1)[1], OTHER);

        assertThat(both.verify(GOLDEN_1, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
        assertThat(both.verify(other, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesToVerifyWithNoKeyAtAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict(List.of(), time))
                .withMessageContaining("no key");
    }

    @Test
    void aKeyListDropsBlankAndRepeatedTexts() {
        List<Secret> texts = List.of(Secret.of(" \n"), Secret.of("a"), Secret.of("b"), Secret.of(" a\u00A0"));

        assertThat(SharedKey.list(texts)).containsExactly(SharedKey.of(Secret.of("a")), SharedKey.of(Secret.of("b")));
        assertThat(SharedKey.list(List.of(Secret.of("")))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> SharedKey.of(Secret.of("\t")));
    }

    @Test
    void aKeyNeverPrintsItself() {
        assertThat(SignedPayload.KEY).hasToString("SharedKey[redacted]");
    }

    @Test
    void refusesARevokedIdInBothProfiles() {
        List<SharedKey> keys = List.of(SignedPayload.KEY);

        assertThat(WorkerV1Verifier.strict(keys, Set.of("token-id-1"), time).verify(GOLDEN_1, Audience.CONTROL_PLANE))
                .isEqualTo(new Verdict.Rejected(Rejection.REVOKED));
        assertThat(WorkerV1Verifier.compatible(keys, Set.of("token-id-1"), time)
                        .verify(GOLDEN_1, Audience.CONTROL_PLANE))
                .isEqualTo(new Verdict.Rejected(Rejection.REVOKED));
        assertThat(WorkerV1Verifier.strict(keys, Set.of("token-id-2"), time).verify(GOLDEN_1, Audience.CONTROL_PLANE))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void scopesThatAreNoneGrantNothingInStrictAndAllInCompatible() {
        String token = withScopes("[\"worker:leases\",\"admin\"]");

        assertThat(accepted(strict.verify(token, Audience.CONTROL_PLANE)).scopes())
                .isEmpty();
        assertThat(accepted(compatible().verify(token, Audience.CONTROL_PLANE)).scopes())
                .isEqualTo(Scope.all());
    }

    @Test
    void anEmptyListGrantsNothingInStrictAndAllInCompatible() {
        assertThat(accepted(strict.verify(withScopes("[]"), Audience.CONTROL_PLANE))
                        .scopes())
                .isEmpty();
        assertThat(accepted(compatible().verify(withScopes("[]"), Audience.CONTROL_PLANE))
                        .scopes())
                .isEqualTo(Scope.all());
    }

    @Test
    void unknownScopesAreDroppedAndKnownOnesTrimmed() {
        String token = withScopes("[\" worker:lease\",\"x\",\"worker:lease\"]");

        assertThat(accepted(strict.verify(token, Audience.CONTROL_PLANE)).scopes())
                .containsExactly(Scope.LEASE);
        assertThat(accepted(compatible().verify(token, Audience.CONTROL_PLANE)).scopes())
                .containsExactly(Scope.LEASE);
    }

    @Test
    void theCompatibleProfileShowsWhatATolerantTokenLeavesOut() {
        String token = SignedPayload.token("{\"worker_id\":\" w \",\"exp\":9000000000000000000}");

        VerifiedToken verified = accepted(compatible().verify(token, Audience.RPC));

        assertThat(verified.workerId()).isEqualTo("w");
        assertThat(verified.tokenId()).isEmpty();
        assertThat(verified.issuedAt()).isEqualTo(Instant.EPOCH);
        assertThat(verified.expiresAt()).isAfter(Instant.parse("+1000000-01-01T00:00:00Z"));
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        List<Verdict> verdicts = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> strict.verify(i % 2 == 0 ? GOLDEN_1 : GOLDEN_2, Audience.CONTROL_PLANE))
                .toList();

        assertThat(ForkJoinPool.getCommonPoolParallelism()).isPositive();
        assertThat(IntStream.range(0, verdicts.size()))
                .allMatch(i -> verdicts.get(i) instanceof Verdict.Accepted == (i % 2 == 0));
    }

    @Property(tries = 20)
    void noEditOfOneCharacterIsAccepted(@ForAll("tokens") String token, @ForAll("characters") char other) {
        TokenVerifier verifier = anyTime();
        StringBuilder edited = new StringBuilder(token);
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) != other) {
                edited.setCharAt(i, other);
                assertRefused(verifier, edited.toString());
                edited.setCharAt(i, token.charAt(i));
            }
            assertRefused(verifier, token.substring(0, i) + other + token.substring(i));
            assertRefused(verifier, token.substring(0, i) + token.substring(i + 1));
        }
        assertRefused(verifier, token + other);
        assertThat(verifier.verify(token)).isInstanceOf(Verdict.Accepted.class);
    }

    @Property(tries = 200)
    void noOtherSpellingOfASignedPayloadIsAccepted(
            @ForAll("tokens") String token, @ForAll @IntRange(max = 3) int bits) {
        TokenVerifier verifier = anyTime();
        String payload = token.split("\\.", -1)[1];
        char last = payload.charAt(payload.length() - 1);
        String respelled = payload.substring(0, payload.length() - 1) + (char) (last + bits + 1);

        for (String other : List.of(payload + "=", payload + "==", payload + "\n", " " + payload)) {
            assertRefused(verifier, SignedPayload.spelled(other));
        }
        if (payload.length() % 4 != 0 && sameBytes(payload, respelled)) {
            assertRefused(verifier, SignedPayload.spelled(respelled));
        }
        assertRefused(verifier, token + "\n");
        assertRefused(verifier, token.toUpperCase(Locale.ROOT));
    }

    @Property
    void neverThrowsWhateverItIsGiven(@ForAll String text) {
        for (TokenVerifier verifier : List.of(strict, compatible())) {
            assertRefused(verifier, text);
            assertRefused(verifier, SignedPayload.spelled(text.replace('.', '_')));
            assertThat(verifier.verify(SignedPayload.token(text), Audience.RPC)).isInstanceOf(Verdict.Rejected.class);
        }
    }

    @Property
    void theFastReaderReadsWhatTheGeneralOneReads(@ForAll("payloads") String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        PlainClaims.read(bytes)
                .ifPresent(plain -> assertThat(ClaimsReader.STRICT.read(bytes)).hasValue(plain));
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> id =
                Arbitraries.strings().withChars("abcXYZ019._-").ofMinLength(1).ofMaxLength(12);
        return Combinators.combine(id, id)
                .as((worker, tokenId) -> SignedPayload.token("{\"worker_id\":\"w" + worker + "\",\"jti\":\"" + tokenId
                        + "\",\"aud\":\"worker:rpc\",\"exp\":" + (SignedPayload.NOW + 60) + ",\"iat\":"
                        + SignedPayload.NOW + "}"));
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.chars().range('!', '~').with('\n', ' ', '=', '\u00E9', '\u4E00', '\0');
    }

    /** Objects put together from good and bad members, so that some are plain. */
    @Provide
    Arbitrary<String> payloads() {
        Arbitrary<String> name = Arbitraries.of("worker_id", "jti", "aud", "scopes", "exp", "iat", "nbf", "EXP", "x");
        Arbitrary<String> value = Arbitraries.of(
                "\"a\"",
                "\"\"",
                "\"a\\u0041\"",
                "\"é\"",
                "1",
                "0",
                "-1",
                "01",
                "1099511627775",
                "1099511627776",
                "null",
                "[\"a\"]",
                "[\"a\",\"b\"]",
                "[]",
                "[\"a\",1]",
                "{}",
                " 1",
                "\"a",
                "1.0");
        return Combinators.combine(name, value)
                .as((claim, text) -> "\"" + claim + "\":" + text)
                .list()
                .ofMaxSize(5)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private TokenVerifier compatible() {
        return WorkerV1Verifier.compatible(List.of(SignedPayload.KEY), Set.of(), time);
    }

    private static TokenVerifier anyTime() {
        return strict(List.of(SignedPayload.KEY), new ManualTime());
    }

    private static TokenVerifier strict(List<SharedKey> keys, Time time) {
        return WorkerV1Verifier.strict(keys, Set.of(), time);
    }

    private static String withScopes(String scopes) {
        String json = SignedPayload.json("token-id-1", 300);
        return SignedPayload.token(json.substring(0, json.length() - 1) + ",\"scopes\":" + scopes + "}");
    }

    private static boolean sameBytes(String payload, String other) {
        return Base64Url.compatible(other)
                .map(bytes -> Secret.of(bytes)
                        .equals(Secret.of(Base64Url.strict(payload).orElseThrow())))
                .orElse(false);
    }

    private static VerifiedToken accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return ((Verdict.Accepted) verdict).token();
    }

    private static void assertRefused(TokenVerifier verifier, String token) {
        assertThat(verifier.verify(token)).isInstanceOf(Verdict.Rejected.class);
    }
}
