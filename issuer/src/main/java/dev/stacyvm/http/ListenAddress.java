package dev.stacyvm.http;

/**
 * Where a server listens.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the listen address has no host; write it like 127.0.0.1:7423");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " does not exist; choose one from 1 to 65535");
        }
    }

    /**
     * Reads {@code host:port}, {@code [v6]:port} or {@code :port} (all interfaces).
     *
     * @throws IllegalArgumentException when it is neither; the message shows the form
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (colon < 0 || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a listen address; write it like 127.0.0.1:7423");
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return new ListenAddress(bare.isEmpty() ? "0.0.0.0" : bare, Integer.parseInt(port));
    }

    /** Whether only this machine reaches it, as far as its spelling tells. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
