package dev.stacyvm.issuer;

import dev.stacyvm.file.Disk;
import dev.stacyvm.key.KeyRing;
import dev.stacyvm.key.KeyState;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.SigningKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The private halves of the keys that sign or will sign, one file of mode 0600 each in the store's folder. The file comes
 * before the key is known to the table, and goes after the table says that it signs no more. Blocking.
 *
 * @param first the key that the service was started with; its file is the operator's
 */
record KeyFiles(Path folder, SigningKey first) {
    void write(SigningKey key) throws IOException {
        SigningKeyFile.write(file(key.id()), key);
    }

    /** Whether there is none of that key any more. */
    boolean delete(String id) throws IOException {
        Disk.local().delete(file(id));
        return true;
    }

    /** The keys that sign or will sign; files that a crash left of others go. */
    Map<String, SigningKey> load(KeyRing ring) throws IOException {
        Map<String, SigningKey> keys = new HashMap<>();
        for (Map.Entry<String, KeyState> key : ring.states().entrySet()) {
            switch (key.getValue()) {
                case PREPARED, ACTIVE -> keys.put(key.getKey(), read(key.getKey()));
                case RETIRED, REMOVED -> delete(key.getKey());
            }
        }
        return keys;
    }

    private SigningKey read(String id) throws IOException {
        if (id.equals(first.id())) {
            return first;
        }
        Path file = file(id);
        if (!Files.exists(file)) {
            throw new IOException(
                    file + " is missing, and the store says that its key signs; restore it with the store");
        }
        SigningKey key = SigningKeyFile.read(file);
        if (!key.id().equals(id)) {
            throw new IOException(file + " holds another key than its name says; restore it with the store");
        }
        return key;
    }

    private Path file(String id) {
        return folder.resolve("signing-key-" + id + ".pem");
    }
}
