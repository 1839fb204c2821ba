package dev.stacyvm.check;

import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one run, and a private folder that is removed after it. A key file that is named is read and never
 * written; one that is not named is made in the folder. Blocking.
 *
 * @param key what signs, in {@code current}; empty when the keys are not usable
 * @param verdict the row that tells which keys were used; when it failed the keys are not usable
 */
record IdentityKeys(Path folder, Path current, Path old, Optional<Secret> key, Scrub scrub, Verdict verdict) {
    private static final int MIN_BYTES = 32;
    private static final String NAME_A_KEY = "set " + IdentitySettings.KEY_FILE + " to the deployment's key file";

    /** @throws IOException when no private folder can be made */
    static IdentityKeys prepare(IdentitySettings settings) throws IOException {
        Path folder = Files.createTempDirectory("stacyvm-identity-");
        Path current = settings.keyFile().orElse(folder.resolve("signing-key"));
        Path old = settings.oldKeyFile().orElse(folder.resolve("old-signing-key"));
        try {
            Secret key = read(current, settings.keyFile(), IdentitySettings.KEY_FILE);
            Secret oldKey = read(old, settings.oldKeyFile(), IdentitySettings.OLD_KEY_FILE);
            Scrub scrub = new Scrub(List.of(
                    key.revealText(), oldKey.revealText(), current.toString(), old.toString(), folder.toString()));
            return new IdentityKeys(
                    folder, current, old, Optional.of(key), scrub, verdict(settings, key.equals(oldKey)));
        } catch (IOException unusable) {
            String told = String.valueOf(unusable.getMessage());
            String variable = told.contains(IdentitySettings.OLD_KEY_FILE)
                    ? IdentitySettings.OLD_KEY_FILE
                    : IdentitySettings.KEY_FILE;
            Verdict failed = Verdict.fail(told, "set " + variable + " to a key file of the deployment, mode 0600");
            return new IdentityKeys(folder, current, old, Optional.empty(), new Scrub(List.of()), failed);
        }
    }

    /** Removes the folder with the keys that were made. */
    void discard() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The message names the variable and not the path, which would tell a reader of the report where the key lies. */
    private static Secret read(Path file, Optional<Path> named, String variable) throws IOException {
        if (named.isEmpty()) {
            return SecretFile.readOrGenerate(file);
        }
        String what = "the file that " + variable + " names";
        try {
            Secret key = SecretFile.readPrivate(file);
            if (key.length() < MIN_BYTES) {
                throw new IOException(file + " holds a key shorter than " + MIN_BYTES + " bytes");
            }
            return key;
        } catch (IOException unusable) {
            throw new IOException(String.valueOf(unusable.getMessage()).replace(file.toString(), what), unusable);
        }
    }

    private static Verdict verdict(IdentitySettings settings, boolean same) {
        if (same) {
            return Verdict.fail(
                    "the signing key and the old signing key are the same, so nothing was rotated",
                    "set " + IdentitySettings.OLD_KEY_FILE + " to the key that was in use before");
        }
        if (settings.keyFile().isEmpty()) {
            return Verdict.warn("throw-away keys made for this run were tested, not the deployment's keys", NAME_A_KEY);
        }
        return Verdict.pass(
                settings.oldKeyFile().isPresent()
                        ? "the deployment's signing key and old signing key were tested"
                        : "the deployment's signing key was tested, with an old key made for this run");
    }
}
