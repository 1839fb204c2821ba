package dev.stacyvm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.time.ManualTime;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The best current practices for JWTs, one by one: each section's MUST by its name. */
class Rfc8725Test {
    private final JwtForge forge = JwtForge.es256();
    private final TokenVerifier verifier = JwtVerifier.of(List.of(forge.key()), JwtForge.ISSUER, new ManualTime());

    @Test
    void takesTheTokenThatAllOthersDifferFrom() {
        assertThat(verdict(forge.good())).isInstanceOf(Verdict.Accepted.class);
    }

    /** Section 3.1. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "HS256", "ES384", "RS256", "EdDSA", "es256", ""})
    void performsAlgorithmVerification(String algorithm) {
        String header = forge.header().replace("ES256", algorithm);
        assertRefused(forge.token(header, JwtForge.payload("j")), Rejection.BAD_SIGNATURE);
    }

    /** Section 3.1: each key is used with exactly one algorithm. */
    @Test
    void doesNotTakeThePublicKeyForASharedSecret() throws Exception {
        String input = JwtForge.encode(forge.header().replace("ES256", "HS256")) + "."
                + JwtForge.encode(JwtForge.payload("j"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(forge.key().publicKey().getEncoded(), "HmacSHA256"));
        String token = input + "." + JwtForge.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        assertRefused(token, Rejection.BAD_SIGNATURE);
    }

    /** Section 3.1. */
    @Test
    void refusesATokenWithoutASignature() {
        String unsigned = JwtForge.encode(forge.header().replace("ES256", "none")) + "."
                + JwtForge.encode(JwtForge.payload("j")) + ".";
        assertRefused(unsigned, Rejection.MALFORMED);
    }

    /** Section 3.2: weak or deprecated algorithms are not supported; short RSA keys are weak. */
    @Test
    void usesAppropriateAlgorithms() {
        Stream.of(
                        JwtForge.pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4)),
                        JwtForge.pair("EC", new ECGenParameterSpec("secp384r1")),
                        JwtForge.pair("Ed448", NamedParameterSpec.ED448),
                        JwtForge.pair("X25519", NamedParameterSpec.X25519))
                .map(KeyPair::getPublic)
                .forEach(key -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> JwtKey.of(key))
                        .withMessageContaining("P-256, Ed25519"));
    }

    /** Section 3.3: every cryptographic operation is validated, and a failure rejects the whole. */
    @Test
    void validatesAllCryptographicOperations() {
        String token = forge.good();
        int dot = token.lastIndexOf('.');
        assertRefused(token.substring(0, dot + 1) + JwtForge.encode(new byte[64]), Rejection.BAD_SIGNATURE);
        assertRefused(token.substring(0, dot + 1) + JwtForge.encode(new byte[63]), Rejection.BAD_SIGNATURE);
        assertRefused(JwtForge.es256().good(), Rejection.BAD_SIGNATURE);
    }

    /** Section 3.4: a point that is not on its curve is no key. */
    @Test
    void validatesCryptographicInputs() {
        ECPublicKey real = (ECPublicKey) forge.key().publicKey();
        ECPoint off =
                new ECPoint(real.getW().getAffineX(), real.getW().getAffineY().add(BigInteger.ONE));
        ECPublicKeySpec spec = new ECPublicKeySpec(off, real.getParams());
        assertThatIllegalArgumentException().isThrownBy(() -> JwtKey.of(OffCurve.key(spec)));
    }

    /** Section 3.5: no key made of a passphrase; a JWK with a secret in it is refused. */
    @Test
    void takesNoSymmetricKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKey.ofJwk(Map.of("kty", "oct", "k", "cGFzc3dvcmQ")))
                .withMessageContaining("private or secret")
                .withMessageNotContaining("cGFzc3dvcmQ");
    }

    /** Section 3.6 and RFC 8725bis: no compression of what is signed. */
    @Test
    void refusesCompression() {
        refusesMember("\"zip\":\"DEF\"");
    }

    /** Section 3.7: JSON is UTF-8. */
    @Test
    void takesUtf8Alone() {
        String utf16 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JwtForge.payload("j").getBytes(StandardCharsets.UTF_16BE));
        assertRefused(forge.spelled(JwtForge.encode(forge.header()), utf16), Rejection.BAD_CLAIMS);
    }

    /** Section 3.8. */
    @ParameterizedTest
    @ValueSource(strings = {"https://other.test", "https://issuer.test/", "HTTPS://ISSUER.TEST", ""})
    void validatesIssuer(String issuer) {
        assertRefused(payload(JwtForge.ISSUER, issuer), Rejection.BAD_CLAIMS);
    }

    /** Section 3.8: a subject that is no valid one. */
    @Test
    void validatesSubject() {
        assertRefused(payload("\"sub\":\"worker-a\"", "\"sub\":\"worker-b\""), Rejection.BAD_CLAIMS);
        assertRefused(payload("\"sub\":\"worker-a\"", "\"sub\":\"a/b\""), Rejection.BAD_CLAIMS);
        assertRefused(payload("\"worker_id\":\"worker-a\"", "\"worker_id\":\"worker-b\""), Rejection.BAD_CLAIMS);
    }

    /** Section 3.9. */
    @Test
    void usesAndValidatesAudience() {
        assertThat(verifier.verify(forge.good(), Audience.RPC))
                .isEqualTo(new Verdict.Rejected(Rejection.WRONG_AUDIENCE));
        assertRefused(payload("\"aud\":[\"worker:control-plane\"],", ""), Rejection.BAD_CLAIMS);
        assertRefused(payload("[\"worker:control-plane\"]", "[]"), Rejection.BAD_CLAIMS);
        assertRefused(payload("[\"worker:control-plane\"]", "[\"elsewhere\"]"), Rejection.BAD_CLAIMS);
    }

    /** Section 3.10: what a token says of keys is not followed. */
    @ParameterizedTest
    @MethodSource("receivedClaims")
    void doesNotTrustReceivedClaims(String member) {
        refusesMember(member);
    }

    static Stream<String> receivedClaims() {
        return Stream.of(
                "\"jku\":\"https://evil.test/jwks\"",
                "\"x5u\":\"https://evil.test/cert\"",
                "\"jwk\":{\"kty\":\"EC\"}",
                "\"x5c\":[\"AAAA\"]",
                "\"x5t\":\"AAAA\"");
    }

    /** Section 3.10: a key id is a name in our own table, and nothing that is looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' OR 1=1 --", "", "other"})
    void takesAKeyIdForNothingButAName(String keyId) {
        String header = forge.header().replace(forge.key().id(), keyId);
        assertRefused(forge.token(header, JwtForge.payload("j")), Rejection.BAD_SIGNATURE);
    }

    /** Section 3.11: explicit types. */
    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+JWT", "application/at+jwt", "dpop+jwt", "secevent+jwt", ""})
    void usesExplicitTyping(String type) {
        String header = forge.header().replace("at+jwt", type);
        assertRefused(forge.token(header, JwtForge.payload("j")), Rejection.MALFORMED);
    }

    /** Section 3.12: different kinds of JWTs cannot be mistaken for one another. */
    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "client_id", "worker_id", "aud", "jti", "iat", "exp"})
    void usesMutuallyExclusiveValidationRules(String claim) {
        String without = JwtForge.payload("j").replaceFirst("\"" + claim + "\":(\\[.*?\\]|\"[^\"]*\"|\\d+),?", "");
        assertRefused(forge.of(without.replace(",}", "}")), Rejection.BAD_CLAIMS);
    }

    /** RFC 7515, section 4.1.11. */
    @Test
    void refusesCriticalHeaders() {
        refusesMember("\"crit\":[\"exp\"]");
        refusesMember("\"crit\":[]");
        refusesMember("\"b64\":false");
    }

    /** RFC 7515, section 4: member names are unique. */
    @Test
    void refusesDuplicateMembers() {
        refusesMember("\"alg\":\"ES256\"");
        refusesMember("\"kid\":\"x\"");
        assertRefused(payload("{\"iss\"", "{\"jti\":\"j2\",\"iss\""), Rejection.BAD_CLAIMS);
    }

    private void refusesMember(String member) {
        String header = forge.header().replace("}", "," + member + "}");
        assertRefused(forge.token(header, JwtForge.payload("j")), Rejection.MALFORMED);
    }

    private String payload(String from, String to) {
        String payload = JwtForge.payload("j");
        assertThat(payload).contains(from);
        return forge.of(payload.replace(from, to));
    }

    private void assertRefused(String token, Rejection reason) {
        assertThat(verdict(token)).isEqualTo(new Verdict.Rejected(reason));
    }

    private Verdict verdict(String token) {
        return verifier.verify(token, Audience.CONTROL_PLANE);
    }
}
