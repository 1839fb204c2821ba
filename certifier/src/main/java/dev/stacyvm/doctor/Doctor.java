package dev.stacyvm.doctor;

import dev.stacyvm.check.Fingerprints;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.config.Problem;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.FileFacts;
import dev.stacyvm.lint.FileRows;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.probe.Host;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Ids;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks this host. It reads and asks; it changes nothing. Close it after use. */
public final class Doctor implements AutoCloseable {
    private final Host host;
    private final Servers servers;
    private final Time time;
    private final WorkerExecutor files;
    private final DoctorSettings settings;

    private Doctor(Vertx vertx, Host host, Servers servers, Time time, DoctorSettings settings) {
        this.host = host;
        this.servers = servers;
        this.time = time;
        this.files = vertx.createSharedWorkerExecutor("stacyvm-doctor", 1);
        this.settings = settings;
    }

    public static Doctor create(Vertx vertx, Host host, Servers servers, Time time, DoctorSettings settings) {
        return new Doctor(vertx, host, servers, time, settings);
    }

    /** The rows, in print order. Never fails for anything the host or a server does; ends within their limits. */
    public Future<List<CheckResult>> check(LoadResult result, Mode mode) {
        if (!(result instanceof LoadResult.Loaded loaded)) {
            return Future.succeededFuture(notLoaded((LoadResult.Invalid) result, mode));
        }
        Configuration configuration = loaded.configuration();
        return files.executeBlocking(() -> HeldToken.of(settings), false)
                .compose(token -> examine(configuration, token))
                .compose(found -> files.executeBlocking(() -> rows(configuration, found, mode), false));
    }

    /** All that was found before anything is judged. */
    private record Found(HeldToken token, Readings readings, Services services, List<Certification> certifications) {}

    private Future<Found> examine(Configuration configuration, HeldToken token) {
        Future<Readings> readings = Readings.take(host, configuration);
        Future<Services> services = Services.ask(servers, time, configuration, settings.issuer(), token);
        Future<List<Certification>> certifications =
                readings.compose(taken -> certifications(taken.identity().facts(), configuration, token));
        return Future.all(readings, services, certifications)
                .map(all -> new Found(token, readings.result(), services.result(), certifications.result()));
    }

    private Future<List<Certification>> certifications(HostFacts facts, Configuration configuration, HeldToken token) {
        List<HostKey> names = Stream.concat(
                        Stream.of(
                                        token.workerId(),
                                        Optional.of(configuration.worker().id()))
                                .flatMap(Optional::stream)
                                .filter(Ids::isValid)
                                .map(HostKey::enrolled),
                        Stream.of(HostKey.of(facts)))
                .distinct()
                .toList();
        Fingerprints fingerprints = new Fingerprints(host, settings.certification());
        return files.executeBlocking(
                        () -> settings.artifacts().map(folder -> Certification.newest(folder, names)), false)
                .compose(newest -> Future.all(newest.orElse(List.of()).stream()
                        .map(found -> found.compared(fingerprints, facts))
                        .toList()))
                .map(CompositeFuture::list);
    }

    @Override
    public void close() {
        var unused = files.close();
    }

    private static List<CheckResult> notLoaded(LoadResult.Invalid invalid, Mode mode) {
        Rows rows = Rows.of(mode);
        String problems = invalid.problems().stream().map(Problem::text).collect(Collectors.joining("; "));
        rows.fail("config", new Fault(problems, "check the file's and the environment's values"));
        return rows.results();
    }

    private List<CheckResult> rows(Configuration configuration, Found found, Mode mode) {
        Instant now = time.now();
        Rows rows = Rows.of(mode);
        rows.pass("config", "loaded");
        new SettingRows(configuration, settings.folder(), rows).add();
        new ProviderRows(configuration, rows).add(found.readings());
        new TokenRows(found.token(), now, rows).add();
        new ServiceRows(rows).add(found.services());
        new FileRows(configuration, FileFacts.local(), now, rows).add();
        new TlsRows(
                        configuration.worker().rpcTls(),
                        settings.folder(),
                        found.readings().identity().facts().hostname(),
                        rows)
                .add();
        new StateRows(settings.state(), !configuration.events().kafkaBootstrap().isEmpty(), rows).add();
        settings.artifacts()
                .ifPresent(folder -> new ArtifactRows(
                                folder, configuration.certify().expiry(), now, rows)
                        .add(found.certifications()));
        return rows.results();
    }
}
