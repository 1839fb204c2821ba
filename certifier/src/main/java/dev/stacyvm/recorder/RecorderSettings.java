package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a recorder needs.
 *
 * @param artifacts the folder it writes; made when missing, one recorder at a time
 * @param markdown the Markdown form of a report
 * @param trust which events it takes
 * @param keep how old artifacts may become; empty keeps all
 */
public record RecorderSettings(
        Path artifacts,
        Function<Report, String> markdown,
        TrustRule trust,
        Optional<Duration> keep,
        Disk disk,
        Time time) {
    /** A recorder that takes every event. */
    public RecorderSettings(Path artifacts, Function<Report, String> markdown, Disk disk, Time time) {
        this(artifacts, markdown, TrustRule.ANY, Optional.empty(), disk, time);
    }

    /** On this machine's disk and clocks, in the Markdown that commands print. */
    public static RecorderSettings of(Path artifacts) {
        return new RecorderSettings(artifacts, Format.MARKDOWN::render, Disk.local(), Time.system());
    }

    /** The same, taking other events. */
    public RecorderSettings trusting(TrustRule rule) {
        return new RecorderSettings(artifacts, markdown, rule, keep, disk, time);
    }

    /** The same, removing what is older. */
    public RecorderSettings keeping(Duration age) {
        return new RecorderSettings(artifacts, markdown, trust, Optional.of(age), disk, time);
    }
}
