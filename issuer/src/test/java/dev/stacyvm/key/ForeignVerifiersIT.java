package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token of ours and the key set that is published, given to verifiers that are not ours. */
@Tag("long")
class ForeignVerifiersIT {
    private static final String ISSUER = "https://issuer.test";
    private static final String PACKAGE = "jose@6.2.17";
    private static final String SCRIPT = """
            import { createLocalJWKSet, jwtVerify } from 'jose';
            import { readFileSync } from 'node:fs';
            const keys = createLocalJWKSet(JSON.parse(readFileSync('jwks.json', 'utf8')));
            const { payload, protectedHeader } = await jwtVerify(readFileSync('token', 'utf8'), keys, {
              issuer: 'https://issuer.test', audience: 'kafka', typ: 'at+jwt', algorithms: ['ES256'] });
            console.log(protectedHeader.alg, payload.sub, payload.scope);
            """;

    @TempDir
    private Path folder;

    private SigningKey key;
    private String token;

    @BeforeEach
    void mint() throws IOException {
        key = SigningKey.generate();
        token = new JwtMinter(ISSUER, () -> key, Time.system())
                .mint(new MintRequest(
                        "worker-a",
                        Audience.KAFKA,
                        List.of("worker:heartbeat"),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        ""))
                .token()
                .revealText();
        Files.writeString(folder.resolve("token"), token);
        Files.write(
                folder.resolve("jwks.json"),
                Json.write(Map.of("keys", List.of(key.publicHalf().toJwk()))));
    }

    @Test
    void opensslTakesTheSignature() throws Exception {
        int dot = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        Files.writeString(folder.resolve("input"), token.substring(0, dot));
        Files.write(folder.resolve("signature"), der(signature));
        Files.writeString(folder.resolve("key.pem"), key.publicHalf().toPem());

        assertThat(run("openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "input"))
                .isEqualTo("Verified OK\n");
    }

    @Test
    void theJoseLibraryOfNpmTakesTokenAndKeySet() throws Exception {
        assumeThat(isThere("npm")).as("npm is on the PATH").isTrue();
        Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\",\"private\":true}");
        Files.writeString(folder.resolve("verify.js"), SCRIPT);
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", PACKAGE);

        assertThat(run("node", "verify.js")).isEqualTo("ES256 worker-a worker:heartbeat\n");
    }

    /** Both halves as ASN.1 integers, as OpenSSL wants them. */
    private static byte[] der(byte[] halves) {
        byte[] r = new BigInteger(1, halves, 0, 32).toByteArray();
        byte[] s = new BigInteger(1, halves, 32, 32).toByteArray();
        byte[] all = new byte[6 + r.length + s.length];
        all[0] = 0x30;
        all[1] = (byte) (all.length - 2);
        integer(all, 2, r);
        integer(all, 4 + r.length, s);
        return all;
    }

    private static void integer(byte[] all, int at, byte[] value) {
        all[at] = 2;
        all[at + 1] = (byte) value.length;
        System.arraycopy(value, 0, all, at + 2, value.length);
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        }
    }
}
