package dev.stacyvm.http;

import dev.stacyvm.wire.Printable;
import java.net.URI;
import java.net.URISyntaxException;

/** The address of a service: {@code http} or {@code https}, a host, perhaps a port, and nothing else. */
public final class BaseUrl {
    private final String text;

    private BaseUrl(String text) {
        this.text = text;
    }

    /**
     * Reads the address; slashes at the end are dropped.
     *
     * @throws IllegalArgumentException when it has no scheme or host, or carries credentials, a path, a query or a
     *     fragment; the message says which, without repeating credentials
     */
    public static BaseUrl parse(String text) {
        URI uri = uri(text.strip().replaceAll("/+$", ""));
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the URL of " + uri.getHost()
                    + " carries credentials; remove what stands before the @ and use a token file");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw bad(text, "needs a scheme and a host");
        }
        if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw bad(text, "must end after the host and port");
        }
        return new BaseUrl(uri.toString());
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
