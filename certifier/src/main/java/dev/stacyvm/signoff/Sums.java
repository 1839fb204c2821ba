package dev.stacyvm.signoff;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code SHA256SUMS}, which {@code sha256sum -c} reads too: in the order of the names, so that it has one spelling. */
final class Sums {
    static final String FILE = "SHA256SUMS";
    private static final int MAX_FILES = 100;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]{0,99})");

    private Sums() {}

    static byte[] of(Map<String, byte[]> files) {
        Map<String, String> digests = new TreeMap<>();
        files.forEach((name, content) -> digests.put(name, Digest.of(content)));
        return text(digests);
    }

    static byte[] text(Map<String, String> digests) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(digests)
                .forEach((name, digest) ->
                        lines.append(digest).append("  ").append(name).append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The digests by file name; empty when a line is of another form, or there are too many. */
    static Optional<Map<String, String>> parse(byte[] text) {
        Map<String, String> digests = new TreeMap<>();
        for (String line : new String(text, StandardCharsets.US_ASCII).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || digests.size() == MAX_FILES) {
                return Optional.empty();
            }
            digests.put(matcher.group(2), matcher.group(1));
        }
        return Optional.of(digests);
    }
}
