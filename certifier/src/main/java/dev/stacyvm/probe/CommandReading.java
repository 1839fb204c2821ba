package dev.stacyvm.probe;

import java.time.Duration;

/** What came of running a program. */
public sealed interface CommandReading {
    /** It ended by itself. A signal {@code n} that ended it shows as status {@code 128 + n}. */
    record Exited(int status, Output out, Output err) implements CommandReading {}

    /** It was killed with everything it started, because it ran longer than this. */
    record TimedOut(Duration limit) implements CommandReading {}

    /** It could not be started. */
    record NotStarted(String reason) implements CommandReading {}

    /**
     * What it wrote, as UTF-8 with replacements. It may hold secrets: it prints its size only.
     *
     * @param cut whether it wrote more than was kept
     */
    record Output(String text, boolean cut) {
        @Override
        public String toString() {
            return "Output[" + text.length() + " characters]";
        }
    }
}
