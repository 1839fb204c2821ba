package dev.stacyvm.cli;

import dev.stacyvm.app.EventsHealth;
import dev.stacyvm.app.Forwarding;
import dev.stacyvm.app.KafkaAccess;
import dev.stacyvm.app.RecorderPlan;
import dev.stacyvm.app.RecorderRole;
import dev.stacyvm.app.TrustSource;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.recorder.RecorderSettings;
import dev.stacyvm.time.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class RecorderCommand implements Callable<Integer> {
    private final Argument<String> artifacts =
            Argument.option("--artifacts", "DIR", "Where the artifacts are written; required.");
    private final Argument<Duration> keep = Argument.option(
            GoDuration::parse,
            "--keep",
            "DURATION",
            "How old artifacts may become, at least 1h; the latest of each stays (default: all are kept).");
    private final Argument.Sure<Trust> trust = Argument.option(
                    Trust.class,
                    "--trust",
                    "WHICH",
                    "Events to take from Kafka: attested, or any, which marks the others UNSIGNED (default"
                            + " ${DEFAULT-VALUE}).")
            .orElse("attested");
    private final Argument<ListenAddress> listen = Argument.option(
            ListenAddress::parse,
            "--listen",
            "HOST:PORT",
            "Serve /live and /metrics there: how far behind recorder and forwarder are (default: nowhere).");
    private final AttestationKeyOptions keys = new AttestationKeyOptions();
    private final RecorderIssuerOptions issuer = new RecorderIssuerOptions();
    private final Argument.Sure<Boolean> deny = Argument.flag(
            "--kafka-deny",
            "Shut the workers that the issuer revokes out of the topic at once, by a DENY rule of the cluster.");
    private final StateOption state = new StateOption();
    private final KafkaOptions kafka = new KafkaOptions();

    private final Terminal terminal;

    RecorderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "recorder",
                "Consume certification events and write each as a JSON and a Markdown artifact, until INT or TERM.",
                this,
                artifacts,
                keep,
                trust,
                listen,
                keys,
                issuer,
                deny,
                state,
                kafka);
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
                listen.given(),
                () -> Forwarding.beside(
                        vertx,
                        forwarding,
                        () -> cluster.isEmpty()
                                ? RecorderRole.start(vertx, log, plan)
                                : RecorderRole.start(vertx, cluster.get(), plan))));
    }

    private RecorderPlan plan(boolean onKafka) {
        RecorderSettings settings = settings();
        if (deny.get() && !(onKafka && issuer.isNamed())) {
            throw new UsageError("--kafka-deny needs a cluster and a trust feed; add --kafka-bootstrap and --issuer");
        }
        TrustSource source = new TrustSource(keys.keys(terminal), issuer.feed(terminal));
        boolean unsigned = !onKafka || trust.get() == Trust.ANY;
        if (!unsigned && source.keys().isEmpty() && source.feed().isEmpty()) {
            throw new UsageError("attested events need the issuer's keys; add --attestation-key-file or --issuer, or"
                    + " take all with --trust any");
        }
        return new RecorderPlan(settings, source, unsigned, deny.get());
    }

    private RecorderSettings settings() {
        RecorderSettings all = RecorderSettings.of(artifacts
                .given()
                .map(terminal::resolve)
                .orElseThrow(() -> new UsageError("Missing required option: '--artifacts=DIR'")));
        return keep.given()
                .map(age -> all.keeping(Limits.atLeast("--keep", age, Duration.ofHours(1))))
                .orElse(all);
    }

    /** What an operator wants recorded of what others may have written. */
    private enum Trust {
        ATTESTED,
        ANY
    }
}
