package dev.stacyvm.cli;

import dev.stacyvm.app.Forwarding;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.RecorderRole;
import dev.stacyvm.recorder.AnyRule;
import dev.stacyvm.recorder.AttestedRule;
import dev.stacyvm.recorder.RecorderSettings;
import dev.stacyvm.recorder.TrustRule;
import dev.stacyvm.recorder.Trusted;
import dev.stacyvm.trust.AttestationVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recorder",
        description =
                "Consume certification events and write each as a JSON and a Markdown artifact, until INT or TERM.")
final class RecorderCommand implements Callable<Integer> {
    @Option(names = "--artifacts", paramLabel = "DIR", description = "Where the artifacts are written; required.")
    private @Nullable String artifacts;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            description =
                    "How old artifacts may become, at least 1h; the latest of each stays (default: all are kept).")
    private @Nullable Duration keep;

    @Option(
            names = "--trust",
            paramLabel = "WHICH",
            defaultValue = "attested",
            description = "Events to take from Kafka: attested, or any, which marks the others UNSIGNED (default"
                    + " ${DEFAULT-VALUE}).")
    private Trust trust;

    @Mixin
    private AttestationKeyOptions keys;

    @Mixin
    private AttestOptions attest;

    @Mixin
    private StateOption state;

    @Mixin
    private KafkaOptions kafka;

    private final Terminal terminal;

    RecorderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RecorderSettings settings = settings();
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        Path log = state.require(terminal);
        Optional<AttestationVerifier> known = keys.verifier(terminal);
        if (cluster.isEmpty()) {
            RecorderSettings own = settings.trusting(new AnyRule(() -> Trusted.of(known)));
            return Foreground.run(vertx -> RecorderRole.start(vertx, log, own));
        }
        RecorderSettings trusting = settings.trusting(trust.rule(known));
        Forwarding.Plan forwarding = new Forwarding.Plan(log, cluster.get(), attest.access(terminal));
        return Foreground.run(vertx -> Forwarding.beside(
                vertx, Optional.of(forwarding), () -> RecorderRole.start(vertx, cluster.get(), trusting)));
    }

    private RecorderSettings settings() {
        if (artifacts == null) {
            throw new UsageError("Missing required option: '--artifacts=DIR'");
        }
        RecorderSettings all = RecorderSettings.of(terminal.resolve(artifacts));
        return keep == null ? all : all.keeping(Limits.atLeast("--keep", keep, Duration.ofHours(1)));
    }

    /** What an operator wants recorded of what others may have written. */
    private enum Trust {
        ATTESTED,
        ANY;

        TrustRule rule(Optional<AttestationVerifier> keys) {
            if (this == ATTESTED && keys.isEmpty()) {
                throw new UsageError("attested events need the issuer's keys; add --attestation-key-file, or take all"
                        + " as UNSIGNED with --trust any");
            }
            Trusted trusted = Trusted.of(keys);
            return this == ANY ? new AnyRule(() -> trusted) : new AttestedRule(() -> trusted);
        }
    }
}
