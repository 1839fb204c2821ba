package dev.stacyvm.cli;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Told before the first library is asked: what it need not look for. The JVM opens every jar of the class path to find
 * that none of them holds a class, and that is a good part of a short command's time.
 */
final class SparedLookups {
    private SparedLookups() {}

    static void tell() {
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    }

    /**
     * For a process that opens no URL. The JDK's cryptography makes one as it starts, only to compare with it, and has every
     * jar asked who could open it. Once in a process.
     */
    static void tellOfNoUrls() {
        URL.setURLStreamHandlerFactory(protocol -> protocol.equals("http") ? new NeverOpened() : null);
    }

    private static final class NeverOpened extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("this command opens no URL");
        }
    }
}
