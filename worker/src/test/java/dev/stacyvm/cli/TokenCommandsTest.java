package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.key.JwtMinter;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandsTest {
    private final SigningKey key = SigningKey.generate();

    @TempDir
    private Path folder;

    private String token;

    @BeforeEach
    void mint() throws IOException {
        MintRequest request = new MintRequest(
                "worker-a", Audience.KAFKA, List.of("worker:heartbeat"), Duration.ofMinutes(5), Duration.ZERO, "jti-1");
        token = new JwtMinter("https://issuer.test", () -> key, Time.system())
                .mint(request)
                .token()
                .revealText();
        Files.writeString(folder.resolve("key.pem"), key.publicHalf().toPem());
        Files.write(
                folder.resolve("jwks.json"),
                Json.write(Map.of(
                        "keys",
                        List.of(
                                SigningKey.generate().publicHalf().toJwk(),
                                key.publicHalf().toJwk()))));
    }

    @Test
    void verifiesAJwtWithAKeyAsPemOrInAJwks() {
        for (String file : List.of("key.pem", "jwks.json")) {
            Run run = verify("--public-key-file", file);

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("\"signature_verified\": true")
                    .contains("\"worker_id\": \"worker-a\"")
                    .contains("\"audience\": \"kafka\"");
        }
    }

    @Test
    void saysWhyAJwtDoesNotHold() throws IOException {
        Files.writeString(
                folder.resolve("other.pem"), SigningKey.generate().publicHalf().toPem());

        assertThat(refusal("--public-key-file", "other.pem")).isEqualTo("the token does not hold: bad signature");
        assertThat(refusal("--public-key-file", "key.pem", "--audience", "worker:rpc"))
                .isEqualTo("the token does not hold: wrong audience");
        assertThat(refusal("--public-key-file", "key.pem", "--revoked-token-id", "jti-1"))
                .isEqualTo("the token does not hold: revoked");
        assertThat(refusal("--public-key-file", "key.pem", "--worker-id", "worker-b"))
                .isEqualTo("the token is of worker worker-a, not of worker-b");
    }

    @Test
    void asksForThePublicKeyOfAJwt() throws IOException {
        assertThat(refusal()).contains("name one with --public-key-file");
        Files.writeString(folder.resolve("private.pem"), "-----BEGIN PRIVATE KEY-----\n");
        assertThat(refusal("--public-key-file", "private.pem")).contains("holds a private key");
        assertThat(refusal("--public-key-file", "absent.pem")).endsWith("absent.pem does not exist");
    }

    @Test
    void inspectsAJwtWithoutBelievingIt() {
        Run run = Run.with(folder, token, Map.of(), "worker", "token", "inspect", "-");

        assertThat(run.out()).contains("\"signature_verified\": false").contains("\"token_id\": \"jti-1\"");
    }

    private Run verify(String... options) {
        String[] words = new String[options.length + 4];
        System.arraycopy(new String[] {"worker", "token", "verify", "-"}, 0, words, 0, 4);
        System.arraycopy(options, 0, words, 4, options.length);
        return Run.with(folder, token, Map.of(), words);
    }

    private String refusal(String... options) {
        Run run = verify(options);
        assertThat(run.exit()).isEqualTo(1);
        return run.err().strip().replaceFirst("^stacyvm: ", "").replaceFirst("^Error: ", "");
    }
}
