package dev.stacyvm.signoff;

import dev.stacyvm.report.Report;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs statements with a key made for the test, in the two spellings that a signature may have. */
final class TestIssuer implements Attestor {
    private final KeyPair keys;
    private final String algorithm;

    private TestIssuer(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        this.algorithm = algorithm;
    }

    /** Signatures as OpenSSL writes them. */
    static TestIssuer create() throws GeneralSecurityException {
        return new TestIssuer("SHA256withECDSA");
    }

    /** Signatures as a JWT has them. */
    static TestIssuer likeAJwt() throws GeneralSecurityException {
        return new TestIssuer("SHA256withECDSAinP1363Format");
    }

    PublicKeyFile key(Path folder) throws IOException {
        return PublicKeyFile.read(keyFile(folder));
    }

    Path keyFile(Path folder) throws IOException {
        String pem = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(keys.getPublic().getEncoded());
        return Files.writeString(
                folder.resolve("issuer.pem"), "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
    }

    @Override
    public Future<Optional<byte[]>> attest(Report report) {
        byte[] statement = Json.write(Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of(
                        "name", report.host().hostname(), "digest", Map.of("sha256", Digest.of(Json.write(report))))),
                "predicateType",
                "https://in-toto.io/attestation/test-result/v0.1",
                "predicate",
                Map.of("result", report.passed() ? "PASSED" : "FAILED")));
        return Future.succeededFuture(Optional.of(envelope(statement)));
    }

    private byte[] envelope(byte[] statement) {
        DsseEnvelope unsigned = new DsseEnvelope(DsseEnvelope.IN_TOTO, Buffer.buffer(statement), Buffer.buffer());
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(keys.getPrivate());
            signer.update(unsigned.preAuthentication());
            Base64.Encoder base64 = Base64.getEncoder();
            return Json.write(Map.of(
                    "payloadType", DsseEnvelope.IN_TOTO,
                    "payload", base64.encodeToString(statement),
                    "signatures", List.of(Map.of("sig", base64.encodeToString(signer.sign())))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
