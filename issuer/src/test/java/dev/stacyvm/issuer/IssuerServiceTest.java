package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.time.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerServiceTest {
    private static final ListenAddress ANY = new ListenAddress("127.0.0.1", 0);

    @TempDir
    private Path folder;

    @Test
    void saysWhoHoldsTheStore() {
        Path store = folder.resolve("store");
        try (IssuerRig rig = new IssuerRig(store)) {
            assertThat(Await.failure(rig.start(0)))
                    .hasMessage(store + " is in use by process "
                            + ProcessHandle.current().pid() + "; stop it first or choose another folder");
        }
    }

    @Test
    void saysThatThePortIsTakenAndGivesTheStoreBack() {
        try (IssuerRig first = new IssuerRig(folder.resolve("first"));
                IssuerRig second = new IssuerRig(folder.resolve("second"))) {
            Await.value(second.service().stop());

            assertThat(Await.failure(second.start(first.service().address().port())))
                    .hasMessage("cannot listen on " + first.service().address()
                            + ": the port is taken by another program; stop it or choose another port");

            IssuerService third = Await.value(second.start(0));
            Await.value(third.stop());
        }
    }

    @Test
    void saysThatTheFolderIsNotItsOwn() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> new IssuerRig(shared))
                .rootCause()
                .hasMessage(shared + " can be written by others; run: chmod go-w " + shared);
    }

    @Test
    void givesItsPortAndStoreBackWhenItStops() {
        try (IssuerRig rig = new IssuerRig(folder.resolve("store"))) {
            int port = rig.service().address().port();
            Await.value(rig.service().stop());

            IssuerService again = Await.value(rig.start(port));

            assertThat(again.address().port()).isEqualTo(port);
            Await.value(again.stop());
        }
    }

    @Test
    void isNeverOpenBecauseAKeyIsEmpty() {
        assertThatThrownBy(() -> new IssuerSettings(ANY, folder, Secret.of(""), Optional.empty(), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the admin API key is empty");
        assertThatThrownBy(() -> new IssuerSettings(ANY, folder, Secret.of("k"), Optional.of(Secret.of("")), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the API key is empty");
    }

    @Test
    void showsNoKeyInItsSettings() {
        assertThat(new IssuerSettings(ANY, folder, Secret.of("hidden-key"), Optional.of(Secret.of("hidden-key")), "1")
                        .toString())
                .doesNotContain("hidden-key");
    }
}
