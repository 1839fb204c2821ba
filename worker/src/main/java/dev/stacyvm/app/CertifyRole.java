package dev.stacyvm.app;

import dev.stacyvm.check.Certification;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.CompleteCertification;
import dev.stacyvm.check.IdentitySettings;
import dev.stacyvm.check.SmokePlan;
import dev.stacyvm.check.StacyvmSmoke;
import dev.stacyvm.check.Target;
import dev.stacyvm.check.WorkerIdentityCertification;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.probe.LocalLive;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One certification of this host, or of the identity program on it, published to the event log. */
public final class CertifyRole {
    private final Vertx vertx;
    private final Map<String, String> environment;
    private final Optional<Publishing> publishing;
    private final LocalHost.Limits limits;
    private final Optional<SmokePlan> smoke;
    private final Consumer<Target> ended;

    /** @param publishing where results go; empty publishes nothing */
    public CertifyRole(Vertx vertx, Map<String, String> environment, Optional<Publishing> publishing) {
        this(vertx, environment, publishing, LocalHost.Limits.standard(), Optional.empty(), target -> {});
    }

    private CertifyRole(
            Vertx vertx,
            Map<String, String> environment,
            Optional<Publishing> publishing,
            LocalHost.Limits limits,
            Optional<SmokePlan> smoke,
            Consumer<Target> ended) {
        this.limits = limits;
        this.vertx = vertx;
        this.environment = environment;
        this.publishing = publishing;
        this.smoke = smoke;
        this.ended = ended;
    }

    /** The same, which also makes a sandbox through a running StacyVM. */
    public CertifyRole trying(Optional<SmokePlan> running) {
        return new CertifyRole(vertx, environment, publishing, limits, running, ended);
    }

    /** The same, with so much time for each check that starts no sandbox. */
    public CertifyRole within(Duration limit) {
        LocalHost.Limits all = new LocalHost.Limits(limit, limit);
        return new CertifyRole(vertx, environment, publishing, all, smoke, ended);
    }

    /** @param listener told about each runtime as its last check ends, on the event loop */
    public CertifyRole telling(Consumer<Target> listener) {
        return new CertifyRole(vertx, environment, publishing, limits, smoke, listener);
    }

    /**
     * What was found, and whether it was published.
     *
     * @param unpublished why it was not, where it should have been
     * @param published what came of publishing it
     */
    public record Outcome(Report report, Optional<String> unpublished, Publishing.Published published) {}

    /** Looks only. Never fails for anything the host does. */
    public Future<Outcome> runtime(Target target, CertificationSettings settings) {
        LocalHost host = LocalHost.create(vertx, limits, environment);
        return CompleteCertification.of(host, Time.system())
                .telling(ended)
                .run(target, settings)
                .onComplete(done -> host.close())
                .compose(this::withSmoke)
                .compose(this::publish);
    }

    /**
     * Makes real sandboxes besides. They are taken away again, also when this process is told to end meanwhile: then the
     * future never ends, because what was found of sandboxes that were being taken away says nothing of the host.
     *
     * @param limit for the sandboxes of one runtime
     */
    public Future<Outcome> liveRuntime(Target target, CertificationSettings settings, Duration limit) {
        LocalHost host = LocalHost.create(vertx, limits, environment);
        LocalLive live = LocalLive.create(vertx, environment, limit);
        TidyExit tidy = TidyExit.of(live::stop);
        return CompleteCertification.of(host, Time.system())
                .telling(ended)
                .withLive(live)
                .run(target, settings)
                .compose(found -> tidy.cancel() ? Future.succeededFuture(found) : Future.future(never -> {}))
                .onComplete(done -> live.close())
                .onComplete(done -> host.close())
                .compose(this::withSmoke)
                .compose(this::publish);
    }

    /** Never fails for anything the program or a key file does. */
    public Future<Outcome> workerIdentity(IdentitySettings settings) {
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), environment);
        WorkerIdentityCertification certification =
                WorkerIdentityCertification.create(vertx, host, SelfCommand.prefix(), environment);
        return certification
                .run(settings)
                .onComplete(done -> certification.close())
                .onComplete(done -> host.close())
                .compose(report ->
                        outcome(report, publishing.map(bus -> bus.workerIdentity(vertx, settings.workerId(), report))));
    }

    private Future<Certification> withSmoke(Certification found) {
        return smoke.map(plan -> withSmoke(found, plan)).orElse(Future.succeededFuture(found));
    }

    private Future<Certification> withSmoke(Certification found, SmokePlan plan) {
        ApiClient client = ApiClient.create(vertx);
        String runtime = plan.target() == Target.ALL
                ? Target.DOCKER.word()
                : plan.target().word();
        return new StacyvmSmoke(
                        client,
                        Time.system(),
                        Scheduler.of(vertx),
                        plan,
                        found.report().host().bootId())
                .run()
                .map(rows -> found.with(runtime, rows))
                .eventually(client::close);
    }

    private Future<Outcome> publish(Certification certification) {
        return outcome(certification.report(), publishing.map(bus -> bus.runtimes(vertx, certification.perRuntime())));
    }

    private static Future<Outcome> outcome(Report report, Optional<Future<Publishing.Published>> publishing) {
        return publishing
                .orElse(Future.succeededFuture(Publishing.Published.NOTHING))
                .map(published -> new Outcome(report, Optional.empty(), published))
                .otherwise(failure -> new Outcome(
                        report, Optional.of(String.valueOf(failure.getMessage())), Publishing.Published.NOTHING));
    }
}
