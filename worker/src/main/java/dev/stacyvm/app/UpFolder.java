package dev.stacyvm.app;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.FolderLock;
import dev.stacyvm.file.IoClause;
import dev.stacyvm.file.PrivateFolder;
import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.SigningKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of {@code stacyvm up}: made whole on the first start, kept on every other, held by one process at a time.
 * Blocking.
 *
 * @param folder absolute
 */
public record UpFolder(Path folder, FolderLock lock, Secret adminApiKey, Secret signingKey, SigningKey tokenKey) {
    private static final byte[] IGNORE_ALL = "*\n".getBytes(StandardCharsets.US_ASCII);

    /** Opens it. Fails with one sentence when it is in use, cannot be written, or holds a key that others can read. */
    public static UpFolder open(Path named) {
        Path folder = named.toAbsolutePath().normalize();
        try {
            PrivateFolder.ensure(folder);
            FolderLock lock = FolderLock.take(folder, "up.lock");
            PrivateFolder.ensure(folder.resolve("state"));
            Path secrets = PrivateFolder.ensure(folder.resolve("secrets"));
            ignoreAll(folder.resolve(".gitignore"));
            return new UpFolder(
                    folder,
                    lock,
                    SecretFile.readOrGenerate(secrets.resolve("admin-api-key")),
                    SecretFile.readOrGenerate(secrets.resolve("worker-signing-key")),
                    SigningKeyFile.readOrGenerate(secrets.resolve("token-key.pem")));
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }

    /** The key pair that the sidecar enrols. */
    Path enrolmentKeyFile() {
        return folder.resolve("secrets").resolve("enrolment-key");
    }

    /** A join token for that key, made anew at every start. */
    Path joinTokenFile() {
        return folder.resolve("secrets").resolve("join-token");
    }

    public Path adminApiKeyFile() {
        return folder.resolve("secrets").resolve("admin-api-key");
    }

    public Path tokenFile() {
        return folder.resolve("secrets").resolve("stacyvm-worker-token");
    }

    public Path state() {
        return folder.resolve("state");
    }

    public Path artifacts() {
        return folder.resolve("artifacts");
    }

    /** Nothing in the folder belongs into a repository. */
    private static void ignoreAll(Path file) throws IOException {
        if (!Files.exists(file)) {
            new AtomicFile(Disk.local()).write(file, IGNORE_ALL, FileMode.OWNER_ONLY);
        }
    }
}
