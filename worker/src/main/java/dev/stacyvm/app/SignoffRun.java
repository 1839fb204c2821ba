package dev.stacyvm.app;

import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.IdentitySettings;
import dev.stacyvm.check.Target;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.signoff.Attestor;
import dev.stacyvm.signoff.Bundle;
import dev.stacyvm.signoff.Item;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** {@code certify signoff}: runs what the checklist asks for, at once where it may, and puts the bundle together. */
public final class SignoffRun {
    private final Vertx vertx;
    private final Plan plan;
    private final BiConsumer<Item, Status> progress;
    private final WorkerExecutor blocking;

    /**
     * What to sign off.
     *
     * @param host which configuration, and where this host keeps its things
     * @param rehearsal of the same configuration
     * @param state the folder of the event log; empty publishes nothing
     * @param record the deployment record, or empty
     * @param sandboxes how long the sandboxes of one runtime may take
     * @param issuer who attests the results; empty leaves them unsigned
     */
    public record Plan(
            DoctorRun.Plan host,
            RehearsalRun.Plan rehearsal,
            Target runtime,
            IdentitySettings identity,
            Optional<Path> state,
            String record,
            Duration sandboxes,
            Optional<AttestAccess> issuer) {}

    /**
     * What was collected.
     *
     * @param unattested why nothing is signed, where an issuer was named
     */
    public record Collected(Bundle bundle, Optional<String> unattested) {}

    private SignoffRun(Vertx vertx, Plan plan, BiConsumer<Item, Status> progress) {
        this.vertx = vertx;
        this.plan = plan;
        this.progress = progress;
        this.blocking = vertx.createSharedWorkerExecutor("stacyvm-signoff", 2);
    }

    /**
     * Runs it. An item that did not run is missing from the results, and the bundle says so.
     *
     * @param progress told about each item as it ends, on the event loop
     */
    public static Future<Collected> of(Vertx vertx, Plan plan, BiConsumer<Item, Status> progress) {
        SignoffRun run = new SignoffRun(vertx, plan, progress);
        return run.items().compose(run::collected).eventually(run.blocking::close);
    }

    /** What an issuer would not attest is kept all the same, unsigned. */
    private Future<Collected> collected(Map<Item, Report> results) {
        Bundle.About about = about();
        if (plan.issuer().isEmpty()) {
            return unsigned(about, results, Optional.empty());
        }
        return ReportAttestor.with(vertx, plan.issuer().get(), attestor -> Bundle.of(about, results, attestor))
                .map(bundle -> new Collected(bundle, Optional.empty()))
                .recover(failure -> unsigned(about, results, Optional.ofNullable(failure.getMessage())));
    }

    private static Future<Collected> unsigned(Bundle.About about, Map<Item, Report> results, Optional<String> why) {
        return Bundle.of(about, results, Attestor.none()).map(bundle -> new Collected(bundle, why));
    }

    private Future<Map<Item, Report>> items() {
        Map<String, String> environment =
                ConfiguredHost.environment(plan.host().config(), plan.host().environment());
        CertifyRole certify = new CertifyRole(
                vertx,
                environment,
                plan.state().map(state -> new Publishing(state, Optional.empty(), plan.issuer(), Duration.ZERO)));
        CertificationSettings settings =
                ConfiguredHost.certification(plan.host().config(), plan.host().environment());
        Map<Item, Report> results = new EnumMap<>(Item.class);
        List<Future<Void>> running = List.of(
                item(
                        results,
                        Item.CONFIG_LINT,
                        blocking(() -> LintRun.of(plan.host().config(), Mode.PRODUCTION, true))),
                item(
                        results,
                        Item.UPGRADE_REHEARSAL,
                        blocking(() -> RehearsalRun.of(plan.rehearsal(), Optional.empty())
                                .report())),
                item(
                        results,
                        Item.DOCTOR,
                        DoctorRun.checks(vertx, plan.host(), Mode.PRODUCTION)
                                .map(checks -> DoctorRun.report(checks, Mode.PRODUCTION))),
                item(
                        results,
                        Item.RUNTIME,
                        certify.runtime(plan.runtime(), settings).map(CertifyRole.Outcome::report)),
                item(
                        results,
                        Item.WORKER_IDENTITY,
                        certify.workerIdentity(plan.identity()).map(CertifyRole.Outcome::report)),
                item(
                        results,
                        Item.CONFORMANCE,
                        new CertifyRole(vertx, environment, Optional.empty())
                                .liveRuntime(plan.runtime(), settings, plan.sandboxes())
                                .map(CertifyRole.Outcome::report)));
        return Future.all(running).map(all -> results);
    }

    private Future<Void> item(Map<Item, Report> results, Item item, Future<Report> report) {
        return report.map(done -> {
            results.put(item, done);
            progress.accept(item, done.status());
            return null;
        });
    }

    private Future<Report> blocking(Callable<Report> work) {
        return blocking.executeBlocking(work, false);
    }

    private Bundle.About about() {
        HostFacts host = HostIdentity.ofThisMachine().facts();
        String now = Time.system().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Bundle.About(
                now, host, plan.runtime().word(), plan.identity().workerId(), plan.record());
    }
}
