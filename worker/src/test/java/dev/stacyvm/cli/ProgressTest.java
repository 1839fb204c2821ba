package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void saysWhatIsStillRunningAndIsGoneAtTheEnd() {
        try (Progress progress = Progress.of(terminal(true), "certifying", List.of("docker", "kata"))) {
            assertThat(screen()).isEqualTo("certifying docker, kata (0 of 2 done)");
            progress.done("docker");
            assertThat(screen()).isEqualTo("certifying kata (1 of 2 done)");
            progress.done("docker");
            assertThat(screen()).isEqualTo("certifying kata (1 of 2 done)");
        }
        assertThat(screen()).isEmpty();
        assertThat(shown.toString(UTF_8)).doesNotContain("\u001b", "\n");
    }

    @Test
    void nobodyWatchesAFileOrAPipe() throws Exception {
        try (Progress progress = Progress.of(terminal(false), "certifying", List.of("docker"))) {
            progress.done("docker");
        }
        assertThat(shown.size()).isZero();
        assertThat(Terminal.isTerminal(Files.createSymbolicLink(folder.resolve("1"), Path.of("/tmp/log"))))
                .isFalse();
        assertThat(Terminal.isTerminal(Files.createSymbolicLink(folder.resolve("2"), Path.of("pipe:[7]"))))
                .isFalse();
        assertThat(Terminal.isTerminal(Files.createSymbolicLink(folder.resolve("3"), Path.of("/dev/pts/0"))))
                .isTrue();
        assertThat(Terminal.isTerminal(folder.resolve("absent"))).isFalse();
    }

    /** What a terminal shows of it: each carriage return begins the line anew. */
    private String screen() {
        StringBuilder line = new StringBuilder();
        for (String part : shown.toString(UTF_8).split("\r", -1)) {
            line.replace(0, Math.min(part.length(), line.length()), part);
        }
        return line.toString().strip();
    }

    private Terminal terminal(boolean watched) {
        return new Terminal(
                new PrintStream(shown, true, UTF_8),
                new PrintStream(shown, true, UTF_8),
                InputStream.nullInputStream(),
                Map.of(),
                folder,
                watched);
    }
}
