package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.config.Problem;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.FileFacts;
import dev.stacyvm.lint.FileRows;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.probe.Host;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

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
        return Readings.take(host, servers, time, configuration)
                .compose(readings -> files.executeBlocking(() -> rows(configuration, readings, mode), false));
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

    private List<CheckResult> rows(Configuration configuration, Readings readings, Mode mode) {
        Instant now = time.now();
        Rows rows = Rows.of(mode);
        rows.pass("config", "loaded");
        new SettingRows(configuration, settings.folder(), rows).add();
        new ProviderRows(configuration, rows).add(readings);
        new TokenRows(settings, now, rows).add();
        new ServiceRows(configuration, rows).add(readings);
        new FileRows(configuration, FileFacts.local(), now, rows).add();
        new TlsRows(
                        configuration.worker().rpcTls(),
                        settings.folder(),
                        readings.identity().facts().hostname(),
                        rows)
                .add();
        new StateRows(settings.state(), rows).add();
        settings.artifacts()
                .ifPresent(folder -> new ArtifactRows(
                                folder,
                                readings.identity().facts(),
                                configuration.certify().expiry(),
                                now,
                                rows)
                        .add());
        return rows.results();
    }
}
