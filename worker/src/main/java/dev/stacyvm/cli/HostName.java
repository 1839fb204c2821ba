package dev.stacyvm.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name this host gives itself. */
final class HostName {
    private HostName() {}

    static String ofThisHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unresolvable) {
            return "localhost";
        }
    }
}
