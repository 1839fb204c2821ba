package dev.stacyvm.http;

import dev.stacyvm.wire.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address of a service: {@code http} or {@code https}, a host, perhaps a port, and nothing else. */
public final class BaseUrl {
    private static final int MAX_PORT = 65_535;

    private final String text;

    private BaseUrl(String text) {
        this.text = text;
    }

    /**
     * Reads the address; slashes at the end are dropped.
     *
     * @throws IllegalArgumentException when it has no scheme or host or names a port that does not exist, or carries
     *     credentials, a path, a query or a fragment; the message says which, without repeating credentials
     */
    public static BaseUrl parse(String text) {
        URI uri = uri(text.strip().replaceAll("/+$", ""));
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the URL of " + uri.getHost()
                    + " carries credentials; remove what stands before the @ and use a token file");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getRawAuthority() == null) {
            throw bad(text, "needs a scheme and a host");
        }
        if (uri.getHost() == null) {
            throw bad(text, "names a host with a character that no host name has, such as _");
        }
        if (!isPort(uri)) {
            throw bad(text, "names a port that does not exist");
        }
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw bad(text, "must end after the host and port");
        }
        return new BaseUrl(scheme + "://" + uri.getRawAuthority());
    }

    /** Appends a path that begins with a slash. */
    public String at(String path) {
        return text + path;
    }

    public boolean isEncrypted() {
        return text.startsWith("https:");
    }

    @Override
    public String toString() {
        return text;
    }

    /** None at all, or one from 1 to 65535; a colon without a number is neither. */
    private static boolean isPort(URI uri) {
        return uri.getPort() < 0
                ? !uri.getRawAuthority().endsWith(":")
                : uri.getPort() >= 1 && uri.getPort() <= MAX_PORT;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            throw bad(text, "is malformed");
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        String shown = text.contains("@") ? "the URL" : "\"" + Printable.of(text, 80) + "\"";
        return new IllegalArgumentException(shown + " " + why + "; write it like https://control-plane:7423");
    }
}
