package dev.stacyvm.issuer;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.token.P256Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The key that signs attestations, in the store's folder, and the public half of every key that ever did: artifacts
 * outlive keys. Blocking.
 */
public final class AttestationKeys {
    private static final String PRIVATE = "attestation-key.pem";
    private static final String PUBLIC_GLOB = "attestation-*.pub.pem";

    private AttestationKeys() {}

    /** The pair that signs now, made with mode 0600 if there is none; its public half is kept for good. */
    static P256Pair open(Path store) throws IOException {
        P256Pair pair = P256Pair.readOrGenerate(store.resolve(PRIVATE), Disk.local());
        Path kept = store.resolve("attestation-" + pair.publicKey().thumbprint() + ".pub.pem");
        if (!Files.exists(kept)) {
            byte[] pem = pair.publicKey().pem().getBytes(StandardCharsets.US_ASCII);
            new AtomicFile(Disk.local()).write(kept, pem, FileMode.WORLD_READABLE);
        }
        return pair;
    }

    /** The public halves, PEM, of all that ever signed in this store; none before its first start. */
    public static List<String> published(Path store) throws IOException {
        List<String> pems = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(store, PUBLIC_GLOB)) {
            for (Path file : files) {
                pems.add(Files.readString(file));
            }
        }
        return pems;
    }
}
