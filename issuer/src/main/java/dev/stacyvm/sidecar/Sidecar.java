package dev.stacyvm.sidecar;

import dev.stacyvm.file.Disk;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.ListenAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Keeps the token files of a plan fresh. Its life is new, started, stopped; each step once, on one event loop. */
public final class Sidecar {
    private static final int MOST_THREADS = 16;
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final SidecarPlan plan;
    private final SidecarTools tools;
    private final WorkerExecutor files;
    private final WorkerExecutor commands;
    private final ApiClient client;
    private final List<FileKeeper> keepers;
    private Optional<ApiServer> server = Optional.empty();

    public Sidecar(Vertx vertx, SidecarPlan plan, SidecarTools tools) {
        this(vertx, plan, tools, Disk.local());
    }

    /** A sidecar whose disk a test can break. */
    Sidecar(Vertx vertx, SidecarPlan plan, SidecarTools tools, Disk disk) {
        this.vertx = vertx;
        this.plan = plan;
        this.tools = tools;
        this.files = vertx.createSharedWorkerExecutor("stacyvm-sidecar-files", threads(plan));
        this.commands = vertx.createSharedWorkerExecutor("stacyvm-sidecar-commands", 1);
        this.client = ApiClient.create(vertx, plan.tls());
        TokenFetch fetch = fetch(disk);
        TokenStore store = new DiskTokenStore(disk, files);
        AfterRotation after = plan.afterRotation()
                .<AfterRotation>map(command -> new RotationCommand(command, COMMAND_LIMIT, commands))
                .orElseGet(AfterRotation::nothing);
        this.keepers = plan.files().stream()
                .map(file -> new FileKeeper(file, fetch, store, after, tools))
                .toList();
    }

    /**
     * Begins to renew, and serves health where the plan says so.
     *
     * @return succeeds at once, good tokens or not; fails with one sentence when the health server cannot listen, and
     *     then nothing was begun
     */
    public Future<Void> start() {
        return plan.listen()
                .map(this::serve)
                .orElse(Future.succeededFuture())
                .onSuccess(listening -> keepers.forEach(FileKeeper::start));
    }

    /**
     * Makes every file good once instead of a life; {@link #stop} follows.
     *
     * @return what went wrong, one sentence per file that has no good token; empty when all have one; never fails
     */
    public Future<List<String>> once() {
        List<Future<Optional<String>>> tries =
                keepers.stream().map(FileKeeper::once).toList();
        return Future.join(tries)
                .map(done -> tries.stream()
                        .map(Future::result)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** Begins no further renewal and closes what it opened; succeeds within seconds. The files stay. */
    public Future<Void> stop() {
        keepers.forEach(FileKeeper::stop);
        return server.map(ApiServer::stop)
                .orElse(Future.succeededFuture())
                .eventually(client::close)
                .eventually(files::close)
                .eventually(commands::close);
    }

    /** Where health is served; empty before start and where the plan names no address. */
    public Optional<ListenAddress> address() {
        return server.map(ApiServer::address);
    }

    /** One per file and one for the key, so that a hung mount holds up its own file only. */
    private static int threads(SidecarPlan plan) {
        return Math.min(plan.files().size() + 1, MOST_THREADS);
    }

    private TokenFetch fetch(Disk disk) {
        return plan.credential() instanceof SidecarCredential.AdminKey key
                ? new AdminKeyFetch(client, plan.issuer(), key.file(), files, tools.time())
                : new EnrolledFetch(
                        client,
                        plan.issuer(),
                        (SidecarCredential.Enrolment) plan.credential(),
                        files,
                        disk,
                        tools.time());
    }

    private Future<Void> serve(ListenAddress listen) {
        SidecarHealth health =
                new SidecarHealth(() -> keepers.stream().map(FileKeeper::state).toList(), tools.time());
        return ApiServer.start(vertx, listen, health::addTo)
                .onSuccess(started -> server = Optional.of(started))
                .mapEmpty();
    }
}
