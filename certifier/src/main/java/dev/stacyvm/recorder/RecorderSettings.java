package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What a recorder needs.
 *
 * @param artifacts the folder it writes; made when missing, one recorder at a time
 * @param markdown the Markdown form of a report
 */
public record RecorderSettings(Path artifacts, Function<Report, String> markdown, Disk disk, Time time) {
    /** On this machine's disk and clocks, in the Markdown that commands print. */
    public static RecorderSettings of(Path artifacts) {
        return new RecorderSettings(artifacts, Format.MARKDOWN::render, Disk.local(), Time.system());
    }
}
