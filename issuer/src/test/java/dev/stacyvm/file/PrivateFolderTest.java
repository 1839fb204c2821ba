package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir
    Path folder;

    @Test
    void makesTheFolderAndItsParentsForTheOwnerAlone() throws IOException {
        Path made = PrivateFolder.ensure(folder.resolve("a/b"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void takesOneThatIsThere() throws IOException {
        Path made = PrivateFolder.ensure(folder.resolve("a"));

        assertThat(PrivateFolder.ensure(made)).isEqualTo(made);
    }

    @Test
    void refusesALinkAFileAndOneThatOthersCanWrite() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        Path file = Files.createFile(folder.resolve("file"));
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));

        assertThatThrownBy(() -> PrivateFolder.ensure(link)).hasMessageContaining(link + " is not a folder of its own");
        assertThatThrownBy(() -> PrivateFolder.ensure(file)).hasMessageContaining(file + " is not a folder of its own");
        assertThatThrownBy(() -> PrivateFolder.ensure(open)).hasMessageContaining("chmod go-w " + open);
    }

    @Test
    void namesTheFileThatStandsInTheWay() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> PrivateFolder.ensure(file.resolve("below"))).hasMessageContaining(file.toString());
    }
}
