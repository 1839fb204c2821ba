package dev.stacyvm.app;

import dev.stacyvm.probe.CommandLine;
import dev.stacyvm.probe.CommandReading;
import dev.stacyvm.probe.Commands;
import dev.stacyvm.report.Certified;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certifies this host at start and again after every interval, each time in a child process, and remembers which
 * runtimes stood. The child publishes the results itself. Used on one event loop.
 */
final class HostCertification implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(HostCertification.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(30);
    private static final int SHOWN = 300;

    private final Scheduler scheduler;
    private final Commands commands;
    private final CommandLine child;
    private final Duration interval;
    private List<String> standing = List.of();
    private Scheduler.Scheduled next = () -> {};
    private boolean stopped;

    HostCertification(Vertx vertx, Duration interval, Optional<Path> state, Optional<AttestAccess> issuer) {
        this.scheduler = Scheduler.of(vertx);
        this.commands = Commands.create(vertx, "stacyvm-certify", 1);
        this.interval = interval;
        this.child = child(state, issuer);
    }

    HostCertification start() {
        certify();
        return this;
    }

    /** The runtimes whose last certification passed; none before the first has ended. */
    List<String> standing() {
        return standing;
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        next.cancel();
        commands.close();
        return Future.succeededFuture();
    }

    private static CommandLine child(Optional<Path> state, Optional<AttestAccess> issuer) {
        List<String> words = new ArrayList<>(SelfCommand.prefix());
        words.addAll(List.of("certify", "runtime", "all", "--format", "json"));
        state.ifPresent(folder -> words.addAll(List.of("--state", folder.toString())));
        issuer.ifPresent(access -> words.addAll(attesting(access)));
        return new CommandLine(
                words, Optional.empty(), System.getenv(), Path.of("").toAbsolutePath(), LIMIT);
    }

    private static List<String> attesting(AttestAccess access) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("--issuer", access.issuer().toString()));
        words.addAll(List.of("--worker-token-file", access.tokenFile().toString()));
        access.tls().ca().ifPresent(file -> words.addAll(List.of("--ca-file", file.toString())));
        access.workerId().ifPresent(worker -> words.addAll(List.of("--worker-id", worker)));
        return words;
    }

    private void certify() {
        commands.run(child).onSuccess(reading -> {
            Optional<Report> report = report(reading);
            report.ifPresent(this::adopt);
            if (!stopped) {
                next = scheduler.after(report.isPresent() ? interval : AGAIN_AFTER_FAILURE, this::certify);
            }
        });
    }

    private void adopt(Report report) {
        standing = Certified.runtimes(report);
        LOG.info(
                "host certified status={} runtime={}",
                report.status(),
                standing.isEmpty() ? "none" : String.join(",", standing));
    }

    private Optional<Report> report(CommandReading reading) {
        if (!(reading instanceof CommandReading.Exited exited)) {
            LOG.warn("the host was not certified error={}", reading);
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(exited.out().text().getBytes(StandardCharsets.UTF_8), Report.class));
        } catch (InvalidJson noReport) {
            LOG.warn(
                    "the host was not certified status={} error={}",
                    exited.status(),
                    Printable.of(exited.err().text(), SHOWN));
            return Optional.empty();
        }
    }
}
