package dev.stacyvm.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * By what a client knows the servers it calls with {@code https}, and how it names itself. The server's certificate must
 * always be good for the host in the URL.
 *
 * @param ca PEM file with the authorities of servers; empty for those the JVM knows
 * @param identity shown to servers that ask for one
 */
public record ClientTls(Optional<Path> ca, Optional<PemPair> identity) {
    /** The JVM's authorities and no certificate. */
    public static ClientTls usual() {
        return new ClientTls(Optional.empty(), Optional.empty());
    }

    /** These authorities alone, where a file is named, and no certificate. */
    public static ClientTls trusting(Optional<Path> ca) {
        return new ClientTls(ca, Optional.empty());
    }

    boolean isUsual() {
        return ca.isEmpty() && identity.isEmpty();
    }

    PemFiles files() {
        return new PemFiles(identity, ca);
    }
}
