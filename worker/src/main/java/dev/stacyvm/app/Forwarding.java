package dev.stacyvm.app;

import dev.stacyvm.bus.Backlog;
import dev.stacyvm.bus.kafka.Forwarder;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries this machine's event log to a Kafka cluster while another role runs, for whichever process wrote it. */
public final class Forwarding implements Role {
    private final LocalLog log;
    private final Forwarder forwarder;
    private final KafkaAccess.Opened access;
    private final Optional<AttestAccess.Opened> issuer;

    private Forwarding(Vertx vertx, LocalLog log, KafkaAccess.Opened access, Optional<AttestAccess.Opened> issuer) {
        this.log = log;
        this.access = access;
        this.issuer = issuer;
        this.forwarder = Forwarder.start(vertx, log, access.settings(), issuer.map(AttestAccess.Opened::attesting));
    }

    /**
     * What is forwarded, and where.
     *
     * @param state the folder of the log, checked already
     * @param issuer has events attested on their way
     */
    public record Plan(Path state, KafkaAccess kafka, Optional<AttestAccess> issuer) {}

    /** Starts {@code role}, and the forwarding before it where a cluster was named. */
    public static Future<? extends Role> beside(
            Vertx vertx, Optional<Plan> plan, Supplier<Future<? extends Role>> role) {
        return plan.isEmpty()
                ? role.get()
                : new Roles().then(() -> start(vertx, plan.get())).then(role).started();
    }

    /** Fails only when the log cannot be opened; a cluster that is away is waited for. */
    static Future<Forwarding> start(Vertx vertx, Plan plan) {
        return LocalLog.open(vertx, LogSettings.of(plan.state()))
                .map(log -> new Forwarding(
                        vertx, log, plan.kafka().open(vertx), plan.issuer().map(issuer -> issuer.open(vertx))));
    }

    /** How many events wait, and how long the oldest has. */
    Future<Backlog> backlog() {
        return forwarder.backlog();
    }

    @Override
    public Future<Void> stop() {
        return forwarder
                .close()
                .eventually(log::close)
                .onComplete(done -> access.end().run())
                .onComplete(done -> issuer.ifPresent(opened -> opened.end().run()));
    }
}
