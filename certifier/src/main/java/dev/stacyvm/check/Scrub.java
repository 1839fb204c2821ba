package dev.stacyvm.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what a program said, so that a report can quote it: what looks like a token, and these texts.
 */
final class Scrub {
    private static final Pattern TOKEN = Pattern.compile("stacyvm-worker-v1[A-Za-z0-9._=+/-]*|eyJ[A-Za-z0-9._=+/-]+");
    private static final String REMOVED = "[removed]";

    private final List<String> secrets;

    Scrub(List<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    String of(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, REMOVED);
        }
        return TOKEN.matcher(clean).replaceAll(REMOVED);
    }

    /** The secrets must not show. */
    @Override
    public String toString() {
        return "Scrub[" + secrets.size() + " texts]";
    }
}
