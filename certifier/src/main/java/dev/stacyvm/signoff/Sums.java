package dev.stacyvm.signoff;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file {@code SHA256SUMS}, which {@code sha256sum -c} reads too. */
final class Sums {
    static final String FILE = "SHA256SUMS";
    private static final int MAX_FILES = 100;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]{0,99})");

    private Sums() {}

    static String text(Map<String, byte[]> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach((name, content) ->
                lines.append(Digest.of(content)).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /**
     * The digests by file name, in order.
     *
     * @throws IOException when a line is of another form, a name is written twice, or there are too many
     */
    static Map<String, String> parse(String text) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || digests.size() == MAX_FILES) {
                throw new IOException(FILE + " has a line that is no checksum of a file");
            }
            if (digests.put(matcher.group(2), matcher.group(1)) != null) {
                throw new IOException(FILE + " names " + matcher.group(2) + " twice");
            }
        }
        return digests;
    }
}
