package dev.stacyvm.key;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.token.PublicKeyText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key that signs JWTs, kept in one file of mode 0600: the private half in PEM, then the public one. Both are in one
 * file, so that a crash never parts them. Blocking.
 */
public final class SigningKeyFile {
    private static final String PUBLIC = "-----BEGIN PUBLIC KEY-----";

    private SigningKeyFile() {}

    /**
     * Reads the key, or makes it first. Its folder must exist.
     *
     * @throws IOException when others can read the file, or it holds no such key; the message names the file
     */
    public static SigningKey readOrGenerate(Path file) throws IOException {
        if (!Files.exists(file)) {
            write(file, SigningKey.generate());
        }
        return read(file);
    }

    /** Keeps the key there, mode 0600, durably. */
    public static void write(Path file, SigningKey key) throws IOException {
        byte[] text = (key.pem() + key.publicHalf().toPem()).getBytes(StandardCharsets.US_ASCII);
        new AtomicFile(Disk.local()).write(file, text, FileMode.OWNER_ONLY);
    }

    /** Reads the key; fails as {@link #readOrGenerate}. */
    public static SigningKey read(Path file) throws IOException {
        String text = SecretFile.readPrivate(file).revealText();
        int second = text.indexOf(PUBLIC);
        if (second < 0) {
            throw new IOException(file + " holds no key with both halves; restore it, or remove it for a new one");
        }
        try {
            return SigningKey.of(PublicKeyText.read(text.substring(second)).get(0), text.substring(0, second));
        } catch (IllegalArgumentException unusable) {
            throw new IOException(
                    file + " cannot be used: " + unusable.getMessage() + "; restore it, or remove it for a new key",
                    unusable);
        }
    }
}
