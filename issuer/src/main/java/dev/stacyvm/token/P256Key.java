package dev.stacyvm.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A public key on the curve P-256, proven to lie on it. Verifies ES256; safe from any thread. */
public final class P256Key {
    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ECParameterSpec P256 = curve();

    private final PublicKey key;
    private final String x;
    private final String y;

    private P256Key(PublicKey key, String x, String y) {
        this.key = key;
        this.x = x;
        this.y = y;
    }

    /** The public half of a pair made by the JVM. */
    public static P256Key of(ECPublicKey key) {
        return of(key.getW()).orElseThrow(() -> new IllegalArgumentException("the key is not on P-256"));
    }

    /** A JWK (RFC 7518, section 6.2); empty when it is of another kind, malformed, private, or not on the curve. */
    public static Optional<P256Key> fromJwk(JsonNode jwk) {
        if (!text(jwk, "kty").equals("EC") || !text(jwk, "crv").equals("P-256") || jwk.has("d")) {
            return Optional.empty();
        }
        Optional<byte[]> x = coordinate(jwk, "x");
        Optional<byte[]> y = coordinate(jwk, "y");
        return x.isPresent() && y.isPresent()
                ? of(new ECPoint(new BigInteger(1, x.get()), new BigInteger(1, y.get())))
                : Optional.empty();
    }

    /** SubjectPublicKeyInfo as {@link #pem} writes it; empty when it is malformed or of another kind. */
    public static Optional<P256Key> fromPem(String pem) {
        try {
            PublicKey key =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(Pem.block(pem, "PUBLIC KEY")));
            return key instanceof ECPublicKey ec ? of(ec.getW()) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** The public members alone, in the order of RFC 7638. */
    public ObjectNode jwk() {
        return Json.object().put("crv", "P-256").put("kty", "EC").put("x", x).put("y", y);
    }

    /** The key's id: its SHA-256 thumbprint (RFC 7638). */
    public String thumbprint() {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(Json.write(jwk())));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM has no SHA-256", absent);
        }
    }

    /** SubjectPublicKeyInfo as PEM, with a line end. */
    public String pem() {
        return Pem.of("PUBLIC KEY", key.getEncoded());
    }

    /** Whether {@code signature} is this key's over {@code signed}, as JOSE writes it: 64 bytes, R then S. */
    public boolean verifies(byte[] signed, byte[] signature) {
        return signature.length == 2 * COORDINATE_BYTES
                && isInRange(signature, 0)
                && isInRange(signature, COORDINATE_BYTES)
                && holds("SHA256withECDSAinP1363Format", signed, signature);
    }

    /** Whether {@code signature} is this key's over {@code signed}, as DSSE tools write it: ASN.1 DER. */
    public boolean verifiesDer(byte[] signed, byte[] signature) {
        return holds("SHA256withECDSA", signed, signature);
    }

    private boolean holds(String algorithm, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** Zero verifies anything on JVMs of early 2022; checked here whatever the JVM. */
    private static boolean isInRange(byte[] signature, int from) {
        BigInteger value = new BigInteger(1, Arrays.copyOfRange(signature, from, from + COORDINATE_BYTES));
        return value.signum() > 0 && value.compareTo(P256.getOrder()) < 0;
    }

    private static Optional<P256Key> of(ECPoint point) {
        if (!isOnCurve(point)) {
            return Optional.empty();
        }
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256));
            return Optional.of(new P256Key(key, encoded(point.getAffineX()), encoded(point.getAffineY())));
        } catch (GeneralSecurityException refused) {
            return Optional.empty();
        }
    }

    private static boolean isOnCurve(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        EllipticCurve curve = P256.getCurve();
        BigInteger prime = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(prime);
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).mod(prime).equals(right);
    }

    private static Optional<byte[]> coordinate(JsonNode jwk, String name) {
        return Base64Url.strict(text(jwk, name)).filter(bytes -> bytes.length == COORDINATE_BYTES);
    }

    private static String text(JsonNode jwk, String name) {
        return jwk.path(name).isTextual() ? jwk.path(name).textValue() : "";
    }

    private static String encoded(BigInteger coordinate) {
        byte[] bytes = coordinate.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return new String(BASE64.encode(padded), StandardCharsets.US_ASCII);
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM has no P-256", absent);
        }
    }
}
