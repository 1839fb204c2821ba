package dev.stacyvm.doctor;

import dev.stacyvm.doctor.Services.Asked;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Further rows on control plane and issuer: that they answer, that their clocks and ours agree, and that trust is published. */
final class ServiceRows {
    /** Less is the header's own grain and the way the answer took. */
    private static final Duration AGREES = Duration.ofSeconds(2);

    /** What verifiers tolerate: beyond it tokens are refused. */
    private static final Duration TOLERATED = Duration.ofSeconds(30);

    private static final String FEED = "issuer.trust_feed";
    private static final int OK = 200;

    private final Rows rows;

    ServiceRows(Rows rows) {
        this.rows = rows;
    }

    void add(Services services) {
        server("worker.control_plane", services.controlPlane(), "start it, or correct worker.control_plane_url");
        services.controlPlane()
                .answer()
                .clock()
                .ifPresent(clock("worker.clock", "the control plane's", services.controlPlane()));
        services.issuer().ifPresent(issuer -> {
            server("issuer.service", issuer, "start it, or correct --issuer");
            issuer.answer().clock().ifPresent(clock("issuer.clock", "the issuer's", issuer));
        });
        services.feed()
                .ifPresentOrElse(
                        this::feed,
                        () -> rows.warn(
                                FEED,
                                new Fault(
                                        "not proven: there is no signed worker token to ask for it with",
                                        "let a sidecar write one, or name it with --worker-token-file")));
    }

    private void server(String name, Asked asked, String fix) {
        rows.advise(
                name,
                asked.answered(),
                asked.url() + " answers",
                new Fault(asked.answer().problem().orElse(""), fix));
    }

    private void feed(Asked asked) {
        int status = asked.answer().status();
        if (!asked.answered()) {
            rows.warn(
                    FEED, new Fault(asked.answer().problem().orElse(""), "start the issuer, or name it with --issuer"));
        } else if (status != OK) {
            rows.warn(
                    FEED,
                    new Fault(
                            asked.url() + " shows this worker no trust feed: HTTP " + status,
                            "see whether the token still counts there; where StacyVM is the control plane, name the issuer"
                                    + " with --issuer"));
        } else {
            asked.snapshot()
                    .ifPresentOrElse(
                            feed -> rows.pass(
                                    FEED,
                                    "epoch " + feed.epoch() + " since " + feed.generatedAt() + ", "
                                            + feed.keys().size() + " token keys"),
                            () -> rows.warn(
                                    FEED,
                                    new Fault(
                                            asked.url() + " answers with something that is no trust feed",
                                            "name the issuer with --issuer")));
        }
    }

    private Consumer<Instant> clock(String name, String whose, Asked asked) {
        return theirs -> {
            Duration offset = Duration.between(theirs, asked.at());
            String shown = "this host's clock is "
                    + GoDuration.format(Duration.ofSeconds(offset.abs().toSeconds()))
                    + (offset.isNegative() ? " behind " : " ahead of ") + whose;
            Fault fault = new Fault(shown, "set the clocks of both by NTP");
            if (offset.abs().compareTo(TOLERATED) > 0) {
                rows.severe(name, fault);
            } else {
                rows.advise(name, offset.abs().compareTo(AGREES) <= 0, "agrees with " + whose, fault);
            }
        };
    }
}
