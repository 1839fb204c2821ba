package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedReadTest {
    private static final int LIMIT = 4_096;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 4_095, 4_096})
    void readsAllUpToTheLimit(int length) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(length));

        assertThat(BoundedRead.of(file, LIMIT)).asString().isEqualTo("x".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_097, 100_000})
    void refusesWhatIsLonger(int length) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(length));

        assertThatThrownBy(() -> BoundedRead.of(file, LIMIT)).hasMessage(file + " is larger than 4096 bytes");
    }

    /** As those of the kernel do; it looks like a file that grew after its size was seen. */
    @Test
    void readsAllOfAFileThatTellsNoSize() throws IOException {
        Path limits = Path.of("/proc/self/limits");

        assertThat(BoundedRead.of(limits, 64 * 1024)).hasSizeGreaterThan(513).startsWith('L', 'i', 'm', 'i', 't');
        assertThatThrownBy(() -> BoundedRead.of(limits, 600)).hasMessage(limits + " is larger than 600 bytes");
    }

    @Test
    void refusesWhatIsNotThereOrIsNoFile() {
        Path absent = folder.resolve("absent");

        assertThatThrownBy(() -> BoundedRead.of(absent, LIMIT)).hasMessage(absent + " does not exist");
        assertThatThrownBy(() -> BoundedRead.of(folder, LIMIT)).hasMessage(folder + " is not a regular file");
    }
}
