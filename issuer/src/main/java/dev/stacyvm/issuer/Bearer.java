package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;

/** The {@code Authorization} header. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** What follows {@code Bearer} (any letter case) and a space; else the empty string. */
    static String of(Exchange exchange) {
        String header = exchange.header("Authorization");
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
    }
}
