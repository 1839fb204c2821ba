package dev.stacyvm.http;

import java.nio.file.Path;
import java.util.Optional;

/** How a server speaks. */
public sealed interface ServerTls {
    /** Anyone on the way can read and change what is said: for loopback addresses. */
    record Off() implements ServerTls {}

    /**
     * TLS 1.2 or 1.3.
     *
     * @param clientCa PEM file with the authorities of clients; where it is named, a client without a certificate from
     *     them is not served
     */
    record On(PemPair identity, Optional<Path> clientCa) implements ServerTls {}

    /** In clear. */
    static ServerTls off() {
        return new Off();
    }
}
