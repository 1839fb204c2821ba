package dev.stacyvm.lint;

import java.time.Instant;
import java.util.Optional;

/** What lint asks about a file that the configuration names. */
@FunctionalInterface
public interface FileFacts {
    /** Looks at the file; links are followed. Never fails: what cannot be looked at is not readable. */
    Fact of(String path);

    /**
     * What a file is.
     *
     * @param readable whether it is a regular file that this user can read
     * @param openToOthers whether the group or others can read or write it
     * @param certificateEnd when the first of its certificates expires, where it holds any
     */
    record Fact(boolean readable, boolean openToOthers, Optional<Instant> certificateEnd) {
        /** Nothing that can be read. */
        public static final Fact ABSENT = new Fact(false, false, Optional.empty());
    }

    /** The files of this machine; relative paths start in the working folder. Blocking. */
    static FileFacts local() {
        return new LocalFiles();
    }
}
