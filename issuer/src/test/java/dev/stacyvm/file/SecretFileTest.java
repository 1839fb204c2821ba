package dev.stacyvm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void theContentIsTrimmed() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "  s3cret\r\n");

        assertThat(SecretFile.read(file).revealText()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t "})
    void anEmptyFileIsRefusedByName(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);

        assertThatThrownBy(() -> SecretFile.read(file)).hasMessage(file + " is empty");
    }

    @Test
    void aFolderAMissingFileAndALargeOneAreRefusedByName() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[5_000_000]);

        assertThatThrownBy(() -> SecretFile.read(folder)).hasMessage(folder + " is not a regular file");
        assertThatThrownBy(() -> SecretFile.read(folder.resolve("none")))
                .hasMessage(folder.resolve("none") + " does not exist");
        assertThatThrownBy(() -> SecretFile.read(large)).hasMessageContaining("larger than 16384 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aPrivateFileThatOthersCanReachIsRefusedWithTheRemedy(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "s3cret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> SecretFile.readPrivate(file))
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aGeneratedSecretIsPrivateLongAndStays() throws IOException {
        Path file = folder.resolve("key");

        Secret first = SecretFile.readOrGenerate(file);

        assertThat(first.length()).isEqualTo(64);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(FileMode.OWNER_ONLY.permissions());
        assertThat(SecretFile.readOrGenerate(file)).isEqualTo(first);
    }

    @Test
    void aSecretDoesNotPrintItself() {
        Secret secret = Secret.of("s3cret");

        assertThat(secret.toString() + secret.hashCode()).doesNotContain("s3cret");
        assertThat(secret.matches("s3cret")).isTrue();
        assertThat(secret.matches("s3creT")).isFalse();
        assertThat(secret).isNotEqualTo(Secret.of("other")).isEqualTo(Secret.of("s3cret"));
    }
}
