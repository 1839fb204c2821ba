package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void theSecondInOneProcessIsToldWhoHoldsIt() throws IOException {
        try (FolderLock held = FolderLock.take(folder, "lock")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> FolderLock.take(folder, "lock"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isFreeAgainAfterClose() throws IOException {
        FolderLock.take(folder, "lock").close();

        try (FolderLock again = FolderLock.take(folder, "lock")) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void diesWithAProcessThatIsKilled() throws Exception {
        Process holder = holderInAnotherJvm();
        assertThatThrownBy(() -> FolderLock.take(folder, "lock")).hasMessageContaining("process " + holder.pid());

        holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        try (FolderLock taken = FolderLock.take(folder, "lock")) {
            assertThat(taken).isNotNull();
        }
    }

    private Process holderInAnotherJvm() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).isEqualTo("held");
        return process;
    }

    /** Takes the lock and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            FolderLock.take(Path.of(arguments[0]), "lock");
            System.out.println("held");
            System.in.read();
        }
    }
}
