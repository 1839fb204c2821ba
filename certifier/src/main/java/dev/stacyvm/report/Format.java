package dev.stacyvm.report;

import dev.stacyvm.wire.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms a report can be told in. Every form ends with a line end and escapes what it shows. */
public enum Format {
    /** One {@code [PASS] name: message} a line, with {@code fix: …} under what did not pass. */
    TEXT,
    /** Indented JSON, the same as the report's JSON form anywhere. */
    JSON,
    /** A page to attach to a deployment record, with blanks for a signature. */
    MARKDOWN,
    /** XML as CI servers read it: a test suite, a test case for each check. */
    JUNIT;

    /** The format an operator names, in any letter case; empty when there is none of that name. */
    public static Optional<Format> parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The names that {@link #parse} knows, for messages: {@code text, json, markdown or junit}. */
    public static String words() {
        String all = Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or" + all.substring(last + 1);
    }

    /** The name as an operator writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether what it renders names the host. To find out who that is takes a tenth of a short command's time. */
    public boolean namesHost() {
        return this != TEXT;
    }

    public String render(Report report) {
        return switch (this) {
            case TEXT -> TextForm.of(report);
            case JSON -> Json.pretty(report);
            case MARKDOWN -> MarkdownForm.of(report);
            case JUNIT -> JunitForm.of(report);
        };
    }
}
