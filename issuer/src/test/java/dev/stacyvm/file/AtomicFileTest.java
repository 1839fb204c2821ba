package dev.stacyvm.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFileTest {
    private static final byte[] OLD = "the old token".getBytes(UTF_8);
    private static final byte[] NEW = "the new token, which is longer".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicFile files = new AtomicFile(disk);
    private Path target;

    @BeforeEach
    void anOldFileIsThere() throws IOException {
        target = folder.resolve("token");
        files.write(target, OLD, FileMode.OWNER_ONLY);
    }

    @Test
    void replacesTheContentAndLeavesNothingBeside() throws IOException {
        files.write(target, NEW, FileMode.OWNER_ONLY);

        assertThat(Files.readAllBytes(target)).isEqualTo(NEW);
        assertThat(entries()).containsExactly("token");
    }

    @ParameterizedTest
    @EnumSource(FileMode.class)
    void theModeIsTheOneAskedForWhateverStoodThere(FileMode mode) throws IOException {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxrwxrwx"));

        files.write(target, NEW, mode);

        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(mode.permissions());
    }

    @Test
    void replacesALinkAndNotWhatItPointsAt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        files.write(link, NEW, FileMode.OWNER_ONLY);

        assertThat(link).isRegularFile().hasBinaryContent(NEW);
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(target).hasBinaryContent(OLD);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyDisk.Step.class,
            names = {"CREATE", "SYNC", "RENAME"})
    void aFailedStepIsToldAndLeavesTheOldFileAlone(FaultyDisk.Step step) throws IOException {
        disk.failing(step, "No space left on device");

        assertThatThrownBy(() -> files.write(target, NEW, FileMode.OWNER_ONLY)).hasMessage("No space left on device");

        assertThat(target).hasBinaryContent(OLD);
        assertThat(entries()).containsExactly("token");
    }

    @Test
    void aFailedSyncOfTheFolderIsToldAlthoughTheNewFileStands() {
        disk.failing(FaultyDisk.Step.SYNC_FOLDER, "Input/output error");

        assertThatThrownBy(() -> files.write(target, NEW, FileMode.OWNER_ONLY)).hasMessage("Input/output error");

        assertThat(target).hasBinaryContent(NEW);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyDisk.Step.class,
            names = {"CREATE", "SYNC", "RENAME", "SYNC_FOLDER"})
    void aCrashAtAnyStepLeavesTheOldOrTheNewFileWholeWithItsMode(FaultyDisk.Step step) throws IOException {
        disk.crashingAt(step);

        Throwable crash = catchThrowable(() -> files.write(target, NEW, FileMode.OWNER_ONLY));

        assertThat(crash).isInstanceOf(FaultyDisk.Crash.class);
        assertThat(Files.readAllBytes(target)).isIn(OLD, NEW);
        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(FileMode.OWNER_ONLY.permissions());
    }

    @Test
    void saysWhichFolderIsMissingAndNothingOfItsTemporaryFile() {
        Path file = folder.resolve("absent").resolve("token");

        assertThatThrownBy(() -> files.write(file, NEW, FileMode.OWNER_ONLY))
                .hasMessage(file + " has no folder to lie in; make " + folder.resolve("absent"));
    }

    @Test
    void worksOnARelativePathWithoutAFolder() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(target);

        files.write(relative, NEW, FileMode.OWNER_ONLY);

        assertThat(target).hasBinaryContent(NEW);
    }

    private List<String> entries() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).toList();
        }
    }
}
