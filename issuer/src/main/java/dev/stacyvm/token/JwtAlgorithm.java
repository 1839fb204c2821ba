package dev.stacyvm.token;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/** The signatures a JWT may carry. There is no symmetric one and no {@code none}. */
enum JwtAlgorithm {
    ES256("ES256"),
    /** Ed25519 alone; the name covers Ed448 too, which no key here has. */
    ED25519("EdDSA"),
    RS256("RS256");

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final String header;

    JwtAlgorithm(String header) {
        this.header = header;
    }

    /** The value of {@code alg}. */
    String header() {
        return header;
    }

    /** What verifies with that key, which is one of this algorithm. */
    SecureDigestAlgorithm<?, ?> verifying(PublicKey key) {
        return switch (this) {
            case ES256 -> new Es256(P256Key.of((ECPublicKey) key));
            case ED25519 -> Jwts.SIG.EdDSA;
            case RS256 -> Jwts.SIG.RS256;
        };
    }

    /** The one algorithm of a key; empty when it is of another kind, another curve, or too short. */
    static Optional<JwtAlgorithm> of(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return isOnP256(ec) ? Optional.of(ES256) : Optional.empty();
        }
        if (key instanceof EdECPublicKey ed) {
            boolean ed25519 = ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
            return ed25519 ? Optional.of(ED25519) : Optional.empty();
        }
        boolean strongRsa = key instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() >= MIN_RSA_BITS
                && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
        return strongRsa ? Optional.of(RS256) : Optional.empty();
    }

    /**
     * Whether a signature is the one its signer made. Of the two forms of an ES256 signature that hold, (r, s) and
     * (r, n - s), anyone can make the other; only the one with the smaller s is taken.
     */
    boolean isCanonical(byte[] signature) {
        return this != ES256
                || (signature.length == 64
                        && new BigInteger(1, signature, 32, 32).compareTo(P256_ORDER.shiftRight(1)) <= 0);
    }

    private static boolean isOnP256(ECPublicKey key) {
        ECPoint point = key.getW();
        boolean p256 = key.getParams().getOrder().equals(P256_ORDER)
                && key.getParams().getCurve().getField() instanceof ECFieldFp;
        if (!p256 || point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        BigInteger p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger right = x.pow(3)
                .add(key.getParams().getCurve().getA().multiply(x))
                .add(key.getParams().getCurve().getB());
        return right.subtract(point.getAffineY().pow(2)).mod(p).signum() == 0;
    }
}
