package dev.stacyvm.app;

import dev.stacyvm.probe.CommandLine;
import dev.stacyvm.probe.CommandReading;
import dev.stacyvm.probe.Commands;
import dev.stacyvm.report.Certified;
import dev.stacyvm.wire.InvalidJson;
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

/** Certifies this host in a child process, which publishes the results itself. */
final class CertifyChild {
    private static final Logger LOG = LoggerFactory.getLogger(CertifyChild.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SHOWN = 300;

    private final Commands commands;
    private final CommandLine child;

    CertifyChild(Vertx vertx, Optional<Path> state, Optional<AttestAccess> issuer) {
        this.commands = Commands.create(vertx, "stacyvm-certify", 1);
        this.child = child(state, issuer);
    }

    /** The runtimes that stand, or nothing when there is no report; the log tells why. */
    Future<Optional<List<String>>> certify() {
        return commands.run(child).map(CertifyChild::standing);
    }

    /** Kills the child. */
    void close() {
        commands.close();
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

    private static Optional<List<String>> standing(CommandReading reading) {
        if (!(reading instanceof CommandReading.Exited exited)) {
            LOG.warn("the host was not certified error={}", reading);
            return Optional.empty();
        }
        try {
            return Optional.of(Certified.runtimes(exited.out().text().getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidJson noReport) {
            LOG.warn(
                    "the host was not certified status={} error={}",
                    exited.status(),
                    Printable.of(exited.err().text(), SHOWN));
            return Optional.empty();
        }
    }
}
