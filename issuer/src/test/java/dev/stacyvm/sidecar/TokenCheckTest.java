package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
    private final ManualTime time = new ManualTime();
    private final Instant now = time.now();
    private final TokenCheck check =
            new TokenCheck(TokenFile.forControlPlane(Path.of("/run/token"), "worker-a", Duration.ofMinutes(5)), time);

    @Test
    void takesATokenForItsWorkerAndAudience() {
        Secret token = TestTokens.token("worker-a", Audience.CONTROL_PLANE, now, now.plusSeconds(300));

        assertThat(check.check(token)).isInstanceOfSatisfying(Checked.Good.class, good -> {
            assertThat(good.token().token()).isEqualTo(token);
            assertThat(good.token().lifetime()).isEqualTo(Duration.ofMinutes(5));
            assertThat(good.token().expiresAt()).isEqualTo(now.plusSeconds(300));
        });
    }

    @Test
    void takesAJsonWebTokenForSeveralAudiences() {
        TokenFile plan = new TokenFile(
                Path.of("/run/token"),
                "worker-a",
                Audiences.parse("kafka+worker:control-plane").orElseThrow(),
                Optional.of(TokenFormat.JWT),
                Duration.ofMinutes(5),
                List.of(),
                FileMode.GROUP_READABLE);
        String claims = "{\"sub\":\"worker-a\",\"worker_id\":\"worker-a\",\"aud\":[\"worker:control-plane\",\"kafka\"],"
                + "\"exp\":" + now.plusSeconds(60).getEpochSecond() + ",\"iat\":" + now.getEpochSecond() + "}";
        String jwt = TestTokens.encode("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}") + "."
                + TestTokens.encode(claims) + "." + TestTokens.encode("x".repeat(64));

        TokenCheck both = new TokenCheck(plan, time);

        assertThat(both.check(Secret.of(jwt))).isInstanceOf(Checked.Good.class);
        assertThat(both.check(TestTokens.token("worker-a", Audience.KAFKA, now, now.plusSeconds(60))))
                .isEqualTo(new Checked.Bad("it is in the format worker-v1, not jwt"));
    }

    @Test
    void refusesATokenOfAnotherWorker() {
        assertThat(why(TestTokens.token("worker-b", Audience.CONTROL_PLANE, now, now.plusSeconds(300))))
                .contains("worker-b");
    }

    @Test
    void refusesAnotherAudience() {
        assertThat(why(TestTokens.token("worker-a", Audience.RPC, now, now.plusSeconds(300))))
                .contains("worker:control-plane");
    }

    @Test
    void refusesADeadTokenAndPointsAtTheClocks() {
        assertThat(why(TestTokens.token("worker-a", Audience.CONTROL_PLANE, now.minusSeconds(300), now)))
                .contains("expired")
                .contains("clock");
    }

    @Test
    void refusesATokenThatEndsBeforeItBegins() {
        assertThat(why(TestTokens.token(
                        "worker-a", Audience.CONTROL_PLANE, now.plusSeconds(600), now.plusSeconds(300))))
                .contains("before it was issued");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token",
                "a.b.c",
                "<html>",
                "stacyvm-worker-v1.e30",
                "stacyvm-worker-v1.e30.AAAA",
                "stacyvm-worker-v1..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "stacyvm-worker-v1.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "stacyvm-worker-v1.W10.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "eyJ.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesWhatIsNoWholeToken(String text) {
        assertThat(check.check(Secret.of(text))).isInstanceOf(Checked.Bad.class);
    }

    @Test
    void refusesEveryBeginningOfAToken() {
        String whole = TestTokens.token("worker-a", Audience.CONTROL_PLANE, now, now.plusSeconds(300))
                .revealText();

        for (int length = 0; length < whole.length(); length++) {
            assertThat(check.check(Secret.of(whole.substring(0, length))))
                    .as("first %d characters", length)
                    .isInstanceOf(Checked.Bad.class);
        }
    }

    @Test
    void tellsNothingOfTheContent() {
        Secret token = TestTokens.ofClaims("{\"worker_id\":\"worker-b\",\"exp\":1}");

        assertThat(why(token)).doesNotContain(token.revealText().substring(20, 40));
    }

    private String why(Secret token) {
        return check.check(token) instanceof Checked.Bad bad ? bad.why() : "taken";
    }
}
