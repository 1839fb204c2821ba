package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Further rows on the control plane and issuer: that it answers, and that its clock and ours agree. */
final class ServiceRows {
    /** Less is the header's own grain and the way the answer took. */
    private static final Duration AGREES = Duration.ofSeconds(2);

    /** What verifiers tolerate: beyond it tokens are refused. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private final Configuration configuration;
    private final Rows rows;

    ServiceRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add(Readings readings) {
        String url = configuration.worker().controlPlaneUrl();
        Optional<String> problem = readings.controlPlane().problem();
        rows.advise(
                "worker.control_plane",
                problem.isEmpty(),
                url + " answers",
                new Fault(problem.orElse(""), "start it, or correct worker.control_plane_url"));
        readings.controlPlane().clock().ifPresent(theirs -> clock(theirs, readings.answeredAt()));
    }

    private void clock(Instant theirs, Instant ours) {
        Duration offset = Duration.between(theirs, ours);
        String shown = "this host's clock is "
                + GoDuration.format(Duration.ofSeconds(offset.abs().toSeconds()))
                + (offset.isNegative() ? " behind" : " ahead of") + " the control plane's";
        Fault fault = new Fault(shown, "set the clocks of both by NTP");
        if (offset.abs().compareTo(TOLERATED) > 0) {
            rows.severe("worker.clock", fault);
        } else {
            rows.advise("worker.clock", offset.abs().compareTo(AGREES) <= 0, "agrees with the control plane's", fault);
        }
    }
}
