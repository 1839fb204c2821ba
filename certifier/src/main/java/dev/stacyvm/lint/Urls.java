package dev.stacyvm.lint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What lint asks of an address. Names are never resolved. */
final class Urls {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.*\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

    private Urls() {}

    /** Whether it is plain {@code http} to another machine. */
    static boolean isExposed(String url) {
        String text = url.strip();
        return text.toLowerCase(Locale.ROOT).startsWith("http:") && !isLoopback(host(text));
    }

    /** Whether a listen address, {@code host:port}, takes connections from other machines. */
    static boolean isReachable(String listen) {
        String address = listen.strip().replaceFirst("^[a-z]+://", "");
        int colon = address.lastIndexOf(':');
        return !isLoopback(colon < 0 ? address : address.substring(0, colon));
    }

    /** The address for a message, without the credentials it may carry. */
    static String shown(String url) {
        return url.contains("@") ? "configured" : url.strip();
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static String host(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host;
        } catch (URISyntaxException malformed) {
            return "";
        }
    }
}
