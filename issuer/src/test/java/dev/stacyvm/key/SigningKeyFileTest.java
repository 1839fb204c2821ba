package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void makesTheKeyOnceForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("token-key.pem");
        SigningKey made = SigningKeyFile.readOrGenerate(file);
        assertThat(SigningKeyFile.readOrGenerate(file).id()).isEqualTo(made.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        Path file = folder.resolve("token-key.pem");
        SigningKeyFile.readOrGenerate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatIOException()
                .isThrownBy(() -> SigningKeyFile.readOrGenerate(file))
                .withMessageContaining("chmod 600");
    }

    @Test
    void refusesWhatIsCutOffAndLeavesItThere() throws IOException {
        Path file = folder.resolve("token-key.pem");
        SigningKeyFile.readOrGenerate(file);
        String whole = Files.readString(file);
        for (int length : new int[] {1, 40, whole.length() / 2, whole.length() - 30}) {
            Files.writeString(file, whole.substring(0, length));
            assertThatIOException()
                    .isThrownBy(() -> SigningKeyFile.readOrGenerate(file))
                    .withMessageContaining("token-key.pem");
            assertThat(Files.readString(file)).hasSize(length);
        }
    }
}
