package dev.stacyvm.token;

import dev.stacyvm.wire.Json;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The public half of a key that signs JWTs: P-256, Ed25519, or RSA of 2048 to 8192 bits. Its id is its RFC 7638
 * thumbprint, whatever a file calls it. Immutable.
 */
public final class JwtKey {
    /** Times are judged by the verifier alone, so the library gets a skew that no time can fall out of. */
    private static final long NO_TIMES_SECONDS = 1L << 42;

    private final String id;
    private final JwtAlgorithm algorithm;
    private final PublicKey key;
    private final JwtParser parser;

    private JwtKey(String id, JwtAlgorithm algorithm, PublicKey key) {
        this.id = id;
        this.algorithm = algorithm;
        this.key = key;
        this.parser = Jwts.parser()
                .verifyWith(key)
                .sig()
                .clear()
                .add(algorithm.verifying(key))
                .and()
                .clockSkewSeconds(NO_TIMES_SECONDS)
                .build();
    }

    /** @throws IllegalArgumentException when the key is of another kind, another curve, off its curve, or too short */
    public static JwtKey of(PublicKey key) {
        JwtAlgorithm algorithm = JwtAlgorithm.of(key)
                .orElseThrow(() -> new IllegalArgumentException("the key is of a kind that signs no tokens here; use"
                        + " P-256, Ed25519, or RSA of 2048 to 8192 bits"));
        return new JwtKey(jwk(key).thumbprint().toString(), algorithm, key);
    }

    /**
     * Reads a public JWK.
     *
     * @throws IllegalArgumentException when it is none, is meant for something else, or holds a private or secret key;
     *     the message says which, without its content
     */
    public static JwtKey ofJwk(Map<String, ?> members) {
        if (members.containsKey("d") || members.containsKey("k")) {
            throw new IllegalArgumentException("the JWK holds a private or secret key; name the public half alone");
        }
        JwtKey key = of(parsed(members));
        requireIfSaid(members, "use", "sig");
        requireIfSaid(members, "alg", key.algorithm.header());
        return key;
    }

    /** The RFC 7638 thumbprint with SHA-256, in base64url. */
    public String id() {
        return id;
    }

    /** The {@code alg} of every token it signed. */
    public String algorithm() {
        return algorithm.header();
    }

    public PublicKey publicKey() {
        return key;
    }

    /** The JWK as it stands in a JWKS: the public members, {@code kid}, {@code use} and {@code alg}. */
    public Map<String, Object> toJwk() {
        Map<String, Object> members = new LinkedHashMap<>(jwk(key));
        members.put("kid", id);
        members.put("use", "sig");
        members.put("alg", algorithm.header());
        return members;
    }

    /** X.509 in PEM, as {@link PublicKeyText} reads it. */
    public String toPem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    /** Whether this key made the signature of a compact JWS, in the one form of it that is taken. */
    boolean signed(String token, byte[] signature) {
        if (!algorithm.isCanonical(signature)) {
            return false;
        }
        try {
            parser.parse(token);
            return true;
        } catch (JwtException | IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JwtKey that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "JwtKey[" + algorithm.header() + " " + id + "]";
    }

    private static PublicJwk<?> jwk(PublicKey key) {
        return Jwks.builder().key(key).build();
    }

    private static PublicKey parsed(Map<String, ?> members) {
        try {
            Jwk<?> jwk = Jwks.parser().build().parse(new String(Json.write(members), StandardCharsets.UTF_8));
            if (jwk.toKey() instanceof PublicKey key) {
                return key;
            }
        } catch (JwtException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the JWK is malformed or of an unknown kind", malformed);
        }
        throw new IllegalArgumentException("the JWK is no public key");
    }

    private static void requireIfSaid(Map<String, ?> members, String name, String value) {
        if (members.containsKey(name) && !value.equals(members.get(name))) {
            throw new IllegalArgumentException("the JWK's " + name + " is not " + value);
        }
    }
}
