package dev.stacyvm.cli;

import dev.stacyvm.app.EventsHealth;
import dev.stacyvm.app.Forwarding;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.RecorderPlan;
import dev.stacyvm.app.RecorderRole;
import dev.stacyvm.app.TrustSource;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.recorder.RecorderSettings;
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

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Serve /live and /metrics there: how far behind recorder and forwarder are (default: nowhere).")
    private @Nullable ListenAddress listen;

    @Mixin
    private AttestationKeyOptions keys;

    @Mixin
    private RecorderIssuerOptions issuer;

    @Option(
            names = "--kafka-deny",
            description =
                    "Shut the workers that the issuer revokes out of the topic at once, by a DENY rule of the cluster.")
    private boolean deny;

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
        Optional<KafkaAccess> cluster = kafka.access(terminal);
        RecorderPlan plan = plan(cluster.isPresent());
        Path log = state.require(terminal);
        Optional<Forwarding.Plan> forwarding =
                cluster.map(kafka -> new Forwarding.Plan(log, kafka, issuer.attesting(terminal)));
        return Foreground.run(vertx -> EventsHealth.beside(
                vertx,
                new EventsHealth.Watched(log, cluster.isPresent()),
                Optional.ofNullable(listen),
                () -> Forwarding.beside(
                        vertx,
                        forwarding,
                        () -> cluster.isEmpty()
                                ? RecorderRole.start(vertx, log, plan)
                                : RecorderRole.start(vertx, cluster.get(), plan))));
    }

    private RecorderPlan plan(boolean onKafka) {
        RecorderSettings settings = settings();
        if (deny && !(onKafka && issuer.isNamed())) {
            throw new UsageError("--kafka-deny needs a cluster and a trust feed; add --kafka-bootstrap and --issuer");
        }
        TrustSource source = new TrustSource(keys.keys(terminal), issuer.feed(terminal));
        boolean unsigned = !onKafka || trust == Trust.ANY;
        if (!unsigned && source.keys().isEmpty() && source.feed().isEmpty()) {
            throw new UsageError("attested events need the issuer's keys; add --attestation-key-file or --issuer, or"
                    + " take all with --trust any");
        }
        return new RecorderPlan(settings, source, unsigned, deny);
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
        ANY
    }
}
