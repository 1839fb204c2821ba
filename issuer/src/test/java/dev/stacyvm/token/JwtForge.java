package dev.stacyvm.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Signs any header and payload with the JDK alone, also those no issuer would write. */
public final class JwtForge {
    /** 2026-05-09T10:00:00Z, where ManualTime begins. */
    public static final long NOW = 1778320800;

    public static final String ISSUER = "https://issuer.test";

    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final Map<String, String> JDK_NAMES =
            Map.of("ES256", "SHA256withECDSAinP1363Format", "EdDSA", "Ed25519", "RS256", "SHA256withRSA");

    private final KeyPair pair;
    private final JwtKey key;

    private JwtForge(KeyPair pair) {
        this.pair = pair;
        this.key = JwtKey.of(pair.getPublic());
    }

    public static JwtForge es256() {
        return new JwtForge(pair("EC", new ECGenParameterSpec("secp256r1")));
    }

    static JwtForge ed25519() {
        return new JwtForge(pair("Ed25519", NamedParameterSpec.ED25519));
    }

    static JwtForge rs256() {
        return new JwtForge(pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)));
    }

    static KeyPair pair(String kind, AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(spec);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    public JwtKey key() {
        return key;
    }

    KeyPair pair() {
        return pair;
    }

    /** The header our issuer writes. */
    String header() {
        return "{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + key.id() + "\",\"typ\":\"at+jwt\"}";
    }

    /** A good token of {@code worker-a} that lives five minutes. */
    public String good() {
        return token(header(), payload("jti-1"));
    }

    public static String payload(String tokenId) {
        return "{\"iss\":\"" + ISSUER + "\",\"sub\":\"worker-a\",\"client_id\":\"worker-a\",\"worker_id\":\"worker-a\","
                + "\"aud\":[\"worker:control-plane\"],\"scope\":\"worker:heartbeat worker:lease\",\"jti\":\"" + tokenId
                + "\",\"iat\":" + NOW + ",\"exp\":" + (NOW + 300) + "}";
    }

    /** A token of this payload under our own header. */
    public String of(String payload) {
        return token(header(), payload);
    }

    String token(String header, String payload) {
        return spelled(encode(header), encode(payload));
    }

    /** These very texts, signed. */
    String spelled(String header, String payload) {
        String input = header + "." + payload;
        return input + "." + encode(sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The other ES256 signature that holds mathematically: (r, n - s). */
    static String mirrored(String token) {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        return token.substring(0, dot + 1) + encode(mirrored(signature));
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] sign(byte[] input) {
        try {
            Signature signature = Signature.getInstance(JDK_NAMES.get(key.algorithm()));
            signature.initSign(pair.getPrivate());
            signature.update(input);
            byte[] made = signature.sign();
            boolean low = !key.algorithm().equals("ES256") || JwtAlgorithm.ES256.isCanonical(made);
            return low ? made : mirrored(made);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] mirrored(byte[] signature) {
        byte[] other = ORDER.subtract(new BigInteger(1, signature, 32, 32)).toByteArray();
        byte[] mirrored = Arrays.copyOf(signature, 64);
        Arrays.fill(mirrored, 32, 64, (byte) 0);
        int length = Math.min(32, other.length);
        System.arraycopy(other, other.length - length, mirrored, 64 - length, length);
        return mirrored;
    }
}
