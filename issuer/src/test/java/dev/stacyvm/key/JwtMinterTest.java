package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JwtMinterTest {
    private static final String ISSUER = "https://issuer.test";

    private final ManualTime time = new ManualTime();
    private final SigningKey key = SigningKey.generate();
    private final JwtMinter minter = new JwtMinter(ISSUER, () -> key, time);
    private final JwtVerifier verifier = JwtVerifier.of(List.of(key.publicHalf()), ISSUER, time);

    @Test
    void writesTheHeaderAndClaimsOfRfc9068() {
        MintedToken minted = minter.mint(new MintRequest(
                "worker-a",
                Audience.CONTROL_PLANE,
                List.of("worker:lease"),
                Duration.ofMinutes(5),
                Duration.ZERO,
                "j1"));
        String[] parts = minted.token().revealText().split("\\.", -1);
        assertThat(decoded(parts[0]))
                .contains("\"alg\":\"ES256\"", "\"kid\":\"" + key.id() + "\"", "\"typ\":\"at+jwt\"");
        assertThat(decoded(parts[1]))
                .isEqualTo("{\"iss\":\"https://issuer.test\",\"sub\":\"worker-a\",\"client_id\":\"worker-a\","
                        + "\"worker_id\":\"worker-a\",\"aud\":[\"worker:control-plane\"],\"scope\":\"worker:lease\","
                        + "\"jti\":\"j1\",\"iat\":1778320800,\"exp\":1778321100}");
        assertThat(UnverifiedToken.inspect(minted.token().revealText()))
                .hasValueSatisfying(token -> assertThat(token.isWhole()).isTrue());
    }

    @Test
    void everyTokenItMintsVerifiesWhicheverHalfTheSignatureFellInto() {
        for (int i = 0; i < 64; i++) {
            String token = minter.mint(MintRequest.forControlPlane("worker-a", Duration.ofMinutes(5)))
                    .token()
                    .revealText();
            assertThat(verifier.verify(token, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
        }
    }

    @Test
    void mintsOneTokenForTheControlPlaneAndKafka() {
        Audiences pair =
                Audiences.of(Set.of(Audience.CONTROL_PLANE, Audience.KAFKA)).orElseThrow();
        MintRequest request =
                new MintRequest("worker-a", "worker-a", pair, List.of(), Duration.ofMinutes(5), Duration.ZERO, "");
        String token = minter.mint(request).token().revealText();
        assertThat(verifier.verify(token, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verifier.verify(token, Audience.KAFKA)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verifier.verify(token, Audience.RPC)).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void noOtherAudiencesShareAToken() {
        assertThat(Audiences.of(Set.of(Audience.CONTROL_PLANE, Audience.RPC))).isEmpty();
        assertThat(Audiences.of(Set.of(Audience.KAFKA, Audience.RPC))).isEmpty();
        assertThat(Audiences.of(Set.of(Audience.values()))).isEmpty();
        assertThat(Audiences.of(Set.of())).isEmpty();
    }

    @Test
    void aKeyComesBackFromItsPemAndFromNoOther() {
        SigningKey again = SigningKey.of(key.publicHalf(), key.pem());
        assertThat(again.id()).isEqualTo(key.id());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SigningKey.of(key.publicHalf(), SigningKey.generate().pem()))
                .withMessageContaining("not the private half");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(key.publicHalf(), "x"));
        assertThat(key.toString()).doesNotContain("PRIVATE");
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
