package dev.stacyvm.http;

import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.file.SecretFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that one server or client is told to use. */
record PemFiles(Optional<PemPair> identity, Optional<Path> authorities) {
    /** A bundle of all public authorities has about 250 KiB. */
    private static final int MAX_BYTES = 1024 * 1024;

    static PemFiles of(ServerTls.On tls) {
        return new PemFiles(Optional.of(tls.identity()), tls.clientCa());
    }

    /**
     * Reads all of them and checks that they can be used together. Blocking.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    PemMaterial read(Vertx vertx) throws IOException {
        Optional<PemIdentity> own = Optional.empty();
        if (identity.isPresent()) {
            PemPair pair = identity.get();
            own = Optional.of(new PemIdentity(content(pair.certificate()), SecretFile.readPrivate(pair.key())));
            PemCheck.identity(vertx, pair, own.get());
        }
        Optional<Buffer> known = Optional.empty();
        if (authorities.isPresent()) {
            known = Optional.of(content(authorities.get()));
            PemCheck.authorities(authorities.get(), known.get());
        }
        return new PemMaterial(own, known);
    }

    /** The first of the files, by which the set is named in the log. */
    Path name() {
        return identity.map(PemPair::certificate).or(() -> authorities).orElse(Path.of(""));
    }

    private static Buffer content(Path file) throws IOException {
        return Buffer.buffer(BoundedRead.of(file, MAX_BYTES));
    }
}
