package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.app.IssuerRole;
import dev.stacyvm.app.IssuerRoleSettings;
import dev.stacyvm.app.Role;
import dev.stacyvm.app.TokenKeys;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.FreePort;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.time.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code issuer keys}, {@code rotate} and {@code revoke} against a running issuer. */
class IssuerKeysCommandTest {
    private final Vertx vertx = Vertx.vertx();
    private final int port = FreePort.pick();

    @TempDir
    private Path folder;

    private Role issuer;

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(folder.resolve("admin.key"), "the-admin-key\n");
        IssuerRoleSettings settings = new IssuerRoleSettings(
                Listener.inClear(new ListenAddress("127.0.0.1", port)),
                folder.resolve("store"),
                Secret.of("the-admin-key"),
                Optional.empty(),
                TokenKeys.of(Secret.of("worker-signing-key-with-at-least-32-bytes"))
                        .signingWith(folder.resolve("token.pem"), Duration.ZERO),
                "1",
                Optional.empty(),
                true);
        issuer = Await.value(IssuerRole.start(vertx, settings));
    }

    @AfterEach
    void stop() {
        Await.value(issuer.stop());
        Await.value(vertx.close());
    }

    @Test
    void rotatesAndListsTheKeys() {
        assertThat(run("keys").out()).containsPattern("key \\S{43} active since ");

        Run rotated = run("rotate");

        assertThat(rotated.exit()).as(rotated.err()).isZero();
        assertThat(rotated.out()).matches("key \\S{43} active\n");
        assertThat(run("keys").out()).contains(" retired since ", rotated.out().split(" ", -1)[1] + " active since ");
    }

    @Test
    void rehearsesWithoutChangingAnything() {
        Run rehearsal = run("rotate", "--rehearse");

        assertThat(rehearsal.exit()).isZero();
        assertThat(rehearsal.out())
                .contains("followers by the epoch they hold: none", "3. activate: the new key signs", "refused: none");
        assertThat(run("keys").out()).doesNotContain("prepared", "retired");
    }

    @Test
    void printsTheAttestationKeysAsPem() {
        assertThat(run("keys", "--attestation-keys").out())
                .startsWith("-----BEGIN PUBLIC KEY-----")
                .doesNotContain("PRIVATE");
    }

    @Test
    void revokesATokenAWorkerAndAKey() {
        assertThat(run("revoke", "--token", "tok-1").out()).startsWith("revoked token tok-1 until ");
        assertThat(run("revoke", "--worker", "worker-a").out()).startsWith("revoked worker worker-a until ");
        String key = run("keys").out().split("key ", -1)[1].split(" ", -1)[0];
        assertThat(run("revoke", "--key", key).out()).startsWith("revoked key " + key);
        assertThat(run("keys").out()).contains(key + " removed");
    }

    @Test
    void tellsInOneSentenceWhatIsWrong() {
        assertThat(run("revoke").exit()).isEqualTo(2);
        assertThat(run("revoke", "--token", "a", "--worker", "b").exit()).isEqualTo(2);
        Run unknown = run("revoke", "--key", "x".repeat(43));
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err().strip()).hasLineCount(1).contains("no key with that id is published");
    }

    private Run run(String... words) {
        String[] access = {"--issuer", "http://127.0.0.1:" + port, "--admin-api-key-file", "admin.key"};
        return Run.of(
                folder,
                Stream.of(new String[] {"issuer"}, words, access)
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
    }
}
