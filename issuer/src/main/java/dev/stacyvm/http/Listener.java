package dev.stacyvm.http;

/** Where a server listens, and how it speaks there. */
public record Listener(ListenAddress address, ServerTls tls) {
    /** In clear. */
    public static Listener inClear(ListenAddress address) {
        return new Listener(address, ServerTls.off());
    }

    /** The URL that reaches this address. */
    public String url() {
        return (isEncrypted() ? "https://" : "http://") + address;
    }

    public boolean isEncrypted() {
        return tls instanceof ServerTls.On;
    }

    /** Whether others can read what is said here: neither encrypted nor on this machine alone. */
    public boolean isExposed() {
        return !isEncrypted() && !address.isLoopback();
    }
}
