package dev.stacyvm.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of finding a program and asking it for its version. */
public sealed interface ProgramReading {
    /** The name that was looked for. */
    String name();

    record Absent(String name) implements ProgramReading {}

    /** It ran and ended well. */
    record Ran(String name, String path, String output) implements ProgramReading {
        private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+[-+~.\\w]*");

        /** The first thing in its output that looks like a version, or {@code unknown}. */
        public String version() {
            Matcher matcher = VERSION.matcher(output);
            return matcher.find() ? matcher.group() : "unknown";
        }
    }

    /**
     * It is there and did not.
     *
     * @param reason a clause, such as {@code ended with status 127}
     */
    record Broken(String name, String path, String reason) implements ProgramReading {}
}
