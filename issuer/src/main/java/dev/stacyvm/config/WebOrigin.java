package dev.stacyvm.config;

import java.net.URI;
import java.net.URISyntaxException;

/** A browser's origin: {@code http} or {@code https}, a host, perhaps a port, and nothing else. */
final class WebOrigin {
    private WebOrigin() {}

    static boolean isValid(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && isBare(uri);
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isBare(URI uri) {
        return uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }
}
