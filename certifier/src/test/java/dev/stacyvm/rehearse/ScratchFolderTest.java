package dev.stacyvm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
    @TempDir
    private Path folder;

    @Test
    void goesWithAllThatIsInIt() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.in(folder)) {
            Files.writeString(scratch.file("copy.db"), "copy");
            assertThat(folder).isDirectoryContaining("glob:**/.stacyvm-rehearsal-*");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAKilledProgramLeftGoesWithTheNext() throws Exception {
        Path left = Files.createDirectory(folder.resolve(".stacyvm-rehearsal-1"));
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("snapshot.db"), "copy");

        ScratchFolder.in(folder).close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRemovedFailsNoRehearsal() throws Exception {
        Path left = Files.createDirectory(folder.resolve(".stacyvm-rehearsal-1"));
        Files.writeString(left.resolve("lock"), "");
        Path foreign = Files.createDirectories(left.resolve("foreign/deep"));

        ScratchFolder.in(folder).close();

        assertThat(foreign).exists();
    }

    @Test
    void oneInUseStays() throws Exception {
        try (ScratchFolder first = ScratchFolder.in(folder)) {
            Path copy = Files.writeString(first.file("copy.db"), "copy");

            ScratchFolder.in(folder).close();

            assertThat(copy).exists();
        }
    }

    @Test
    void whatIsNotARehearsalsOwnStays() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path lock = Files.writeString(elsewhere.resolve("lock"), "");
        Files.createSymbolicLink(folder.resolve(".stacyvm-rehearsal-link"), elsewhere);
        Path foreign = Files.createDirectory(folder.resolve(".stacyvm-rehearsal-of-mine"));

        ScratchFolder.in(folder).close();

        assertThat(lock).exists();
        assertThat(foreign).exists();
    }
}
