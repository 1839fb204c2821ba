package dev.stacyvm.bus.local;

import dev.stacyvm.time.Time;
import java.nio.file.Path;

/**
 * What a log is opened with.
 *
 * @param folder the state folder
 * @param time says when an event was appended
 */
public record LogSettings(Path folder, Retention retention, Time time) {
    /** The clocks of this machine and the usual retention. */
    public static LogSettings of(Path folder) {
        return new LogSettings(folder, Retention.DEFAULT, Time.system());
    }
}
