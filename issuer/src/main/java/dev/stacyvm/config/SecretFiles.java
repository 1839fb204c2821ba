package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import dev.stacyvm.file.SecretFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads the secrets that may stand in a file of their own instead of in the configuration. */
final class SecretFiles {
    private static final List<String> PAIRED =
            List.of("auth.worker_token", "auth.worker_signing_key", "auth.oidc_public_key");

    private final Draft draft;
    private final Path folder;

    /** @param folder what relative paths start from */
    SecretFiles(Draft draft, Path folder) {
        this.draft = draft;
        this.folder = folder;
    }

    void read() {
        PAIRED.forEach(this::pair);
    }

    private void pair(String path) {
        Configuration configuration = draft.snapshot();
        String pathKey = path + "_file";
        String file = configuration.text(pathKey);
        if (file.isBlank()) {
            return;
        }
        Origin origin = configuration.origin(pathKey);
        if (configuration.secret(path).isPresent()) {
            draft.problems()
                    .error(
                            Kind.RULE,
                            origin,
                            pathKey,
                            path + " is set too (" + configuration.origin(path)
                                    + ") and both are not allowed; keep one of the two");
            return;
        }
        take(path, file, origin);
    }

    private void take(String path, String file, Origin origin) {
        try {
            Value secret = new Value.Hidden(SecretFile.read(folder.resolve(file.strip())));
            KeyTable.byPath(path).ifPresent(key -> draft.put(key, secret, Origin.file(file)));
        } catch (IOException unreadable) {
            draft.problems()
                    .error(
                            Kind.RULE,
                            origin,
                            path + "_file",
                            unreadable.getMessage() + "; name a file that holds"
                                    + " the secret and that this user can read");
        } catch (InvalidPathException notAPath) {
            draft.problems().error(Kind.RULE, origin, path + "_file", "it is not the path of a file; correct it");
        }
    }
}
