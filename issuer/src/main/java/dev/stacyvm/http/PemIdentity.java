package dev.stacyvm.http;

import dev.stacyvm.file.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;

/** What the files of a {@link PemPair} held at one instant. */
record PemIdentity(Buffer certificate, Secret key) {
    PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(Buffer.buffer(key.revealBytes()));
    }
}
