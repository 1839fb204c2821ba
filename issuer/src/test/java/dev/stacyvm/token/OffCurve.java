package dev.stacyvm.token;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** An elliptic key of any point at all, which no key factory would make. */
final class OffCurve {
    private OffCurve() {}

    static ECPublicKey key(ECPublicKeySpec spec) {
        return new ECPublicKey() {
            private static final long serialVersionUID = 1;

            @Override
            public ECPoint getW() {
                return spec.getW();
            }

            @Override
            public ECParameterSpec getParams() {
                return spec.getParams();
            }

            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return "X.509";
            }

            @Override
            public byte[] getEncoded() {
                return BigInteger.ZERO.toByteArray();
            }
        };
    }
}
