package dev.stacyvm.bus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path root;

    private StateFolder folders() {
        return new StateFolder(environment, root.resolve("work"), root.resolve("home"), root.resolve("system"));
    }

    @Test
    void isTheOneThatWasNamed() {
        environment.put("STACYVM_STATE_DIR", "/elsewhere");

        assertThat(folders().choose(Optional.of(Path.of("named")), "/configured"))
                .isEqualTo(root.resolve("work/named"));
    }

    @Test
    void isThatOfTheEnvironmentNext() throws IOException {
        Files.createDirectories(root.resolve("work/.stacyvm/state"));
        environment.put("STACYVM_STATE_DIR", "/elsewhere");

        assertThat(folders().choose(Optional.empty(), "/configured")).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void isThatOfTheConfigurationNext() throws IOException {
        Files.createDirectories(root.resolve("work/.stacyvm/state"));

        assertThat(folders().choose(Optional.empty(), "/configured")).isEqualTo(Path.of("/configured"));
    }

    @Test
    void isThatOfTheWorkingFolderWhereItExists() throws IOException {
        Files.createDirectories(root.resolve("system"));
        Files.createDirectories(root.resolve("work/.stacyvm/state"));

        assertThat(folders().choose(Optional.empty(), "")).isEqualTo(root.resolve("work/.stacyvm/state"));
    }

    @Test
    void isNeverALinkInTheWorkingFolder() throws IOException {
        Files.createDirectories(root.resolve("target"));
        Files.createDirectories(root.resolve("work/.stacyvm"));
        Files.createSymbolicLink(root.resolve("work/.stacyvm/state"), root.resolve("target"));

        assertThat(folders().choose(Optional.empty(), "")).isEqualTo(root.resolve("home/.local/state/stacyvm"));
    }

    @Test
    void isThatOfTheMachineWhereItExists() throws IOException {
        Files.createDirectories(root.resolve("system"));

        assertThat(folders().choose(Optional.empty(), "")).isEqualTo(root.resolve("system"));
    }

    @Test
    void isThatOfTheUserAtLast() {
        assertThat(folders().choose(Optional.empty(), "")).isEqualTo(root.resolve("home/.local/state/stacyvm"));

        environment.put("XDG_STATE_HOME", root.resolve("xdg").toString());
        assertThat(folders().choose(Optional.empty(), "")).isEqualTo(root.resolve("xdg/stacyvm"));
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path made = folders().ensure(Optional.of(Path.of("deep/state")), "");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void isRefusedWhenOthersCanWriteIt() throws IOException {
        Path folder = Files.createDirectory(root.resolve("open"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> folders().ensure(Optional.of(folder), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod go-w");
    }

    @Test
    void isRefusedWhenItIsAnotherUsersAndSaysWhose() throws IOException {
        boolean weAreRoot = System.getProperty("user.name").equals("root");
        Path foreign = weAreRoot ? Files.createDirectory(root.resolve("foreign")) : Path.of("/");
        String owner = weAreRoot ? "nobody" : "root";
        if (weAreRoot) {
            Files.setOwner(
                    foreign,
                    foreign.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
        }
        assertThatThrownBy(() -> folders().ensure(Optional.of(foreign), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(foreign + " belongs to " + owner);
    }
}
