package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerV1MinterTest {
    private static final String KEY = "worker-signing-key-with-at-least-32-bytes";

    private final ManualTime time = new ManualTime();
    private final WorkerV1Minter minter = new WorkerV1Minter(SharedKey.of(Secret.of(KEY)), time);

    @Test
    void mintsTheFirstGoldenVector() {
        MintedToken minted = minter.mint(new MintRequest(
                "worker-a", Audience.CONTROL_PLANE, List.of(), Duration.ofMinutes(5), Duration.ZERO, "token-id-1"));

        assertThat(minted.token().revealText())
                .isEqualTo(
                        "stacyvm-worker-v1.eyJ3b3JrZXJfaWQiOiJ3b3JrZXItYSIsImp0aSI6InRva2VuLWlkLTEiLCJhdWQiOiJ3b3JrZXI6Y29udHJvbC1wbGFuZSIsImV4cCI6MTc3ODMyMTEwMCwiaWF0IjoxNzc4MzIwODAwfQ.99qAqXNl-5NFXNS2i3BoiU14lSuJOlKrzRzhLDNdQzs");
    }

    @Test
    void mintsTheSecondGoldenVector() {
        MintedToken minted = minter.mint(new MintRequest(
                "worker-a",
                Audience.RPC,
                List.of("worker:heartbeat", "worker:lease"),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                "token-id-1"));

        assertThat(minted.token().revealText())
                .isEqualTo(
                        "stacyvm-worker-v1.eyJ3b3JrZXJfaWQiOiJ3b3JrZXItYSIsImp0aSI6InRva2VuLWlkLTEiLCJhdWQiOiJ3b3JrZXI6cnBjIiwic2NvcGVzIjpbIndvcmtlcjpoZWFydGJlYXQiLCJ3b3JrZXI6bGVhc2UiXSwiZXhwIjoxNzc4MzIxNDAwLCJpYXQiOjE3NzgzMjA4MDAsIm5iZiI6MTc3ODMyMDkyMH0.G5SqirF7KoNDYf9C_GDB8EWwPBcmPveLpoM667qgKFE");
    }

    @Test
    void escapesAsGoDoes() {
        MintedToken minted = minter.mint(new MintRequest(
                " w<&>\u2028\"\\\n\u0001é\u007f\u0085",
                Audience.CONTROL_PLANE,
                List.of("a/b", "a/b", " x "),
                Duration.ofMinutes(5),
                Duration.ZERO,
                "\uD800id\uD83D\uDE00"));

        assertThat(payload(minted))
                .isEqualTo("{\"worker_id\":\"w\\u003c\\u0026\\u003e\\u2028\\\"\\\\\\n\\u0001é\u007f\","
                        + "\"jti\":\"\uFFFDid\uD83D\uDE00\",\"aud\":\"worker:control-plane\","
                        + "\"scopes\":[\"a/b\",\"a/b\",\" x \"],\"exp\":1778321100,\"iat\":1778320800}");
    }

    @Test
    void tellsTheTimesToTheSecondAsInTheClaims() {
        time.advance(Duration.ofMillis(900));

        MintedToken minted = minter.mint(new MintRequest(
                "worker-a", Audience.RPC, List.of(), Duration.ofMillis(1_200), Duration.ofMillis(100), "id"));

        assertThat(minted.issuedAt()).isEqualTo(Instant.parse("2026-05-09T10:00:00Z"));
        assertThat(minted.notBefore()).isEqualTo(Instant.parse("2026-05-09T10:00:01Z"));
        assertThat(minted.expiresAt()).isEqualTo(Instant.parse("2026-05-09T10:00:02Z"));
        assertThat(payload(minted)).contains("\"exp\":1778320802,\"iat\":1778320800,\"nbf\":1778320801}");
    }

    @Test
    void generatesIdsThatNeverRepeat() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            ids.add(minter.mint(MintRequest.forControlPlane("worker-a", Duration.ofMinutes(5)))
                    .tokenId());
        }

        assertThat(ids).hasSize(2_000).allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void refusesAWorkerIdOfWhiteSpaceThatJavaDoesNotTrim() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> minter.mint(MintRequest.forControlPlane("\u00A0", Duration.ofMinutes(5))))
                .withMessage("the worker id is blank");
    }

    @Test
    void aServiceRefusesAGuessableKeyThatTheCommandTakesWithAWarning() {
        SharedKey guessable = SharedKey.of(Secret.of("  thirty-one-bytes-are-too-few-!!  "));

        assertThat(guessable.weakness())
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("the worker signing key has 31 bytes; use at least 32"));
        assertThat(new WorkerV1Minter(guessable, time).mint(MintRequest.forControlPlane("w", Duration.ofMinutes(1))))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerV1Minter.forService(guessable, time))
                .withMessageContaining("31 bytes");
        assertThat(WorkerV1Minter.forService(SharedKey.of(Secret.of(KEY)), time))
                .isNotNull();
    }

    @Test
    void keepsTheKeyAsTextAndNeverDecodesIt() {
        assertThat(minterWith("  " + KEY + "\r\n").mint(fixed()).token())
                .isEqualTo(minter.mint(fixed()).token());
        assertThat(minterWith(KEY + "=").mint(fixed()).token())
                .isNotEqualTo(minter.mint(fixed()).token());
    }

    private WorkerV1Minter minterWith(String key) {
        return new WorkerV1Minter(SharedKey.of(Secret.of(key)), time);
    }

    private static MintRequest fixed() {
        return new MintRequest(
                "worker-a", Audience.CONTROL_PLANE, List.of(), Duration.ofMinutes(5), Duration.ZERO, "id");
    }

    private static String payload(MintedToken minted) {
        String[] parts = minted.token().revealText().split("\\.", -1);
        return new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }
}
