package dev.stacyvm.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.ApiServer;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.Endpoint;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.TokenReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class SidecarTest {
    private static final Secret OLD = token("worker-a", Audience.CONTROL_PLANE, -200, 100);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final BrokenDisk disk = new BrokenDisk();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile Endpoint issuer = exchange -> Future.succeededFuture(fresh());
    private ApiServer server;
    private Path keyFile;
    private Path tokenFile;

    @BeforeEach
    void start() throws Exception {
        keyFile = Files.writeString(folder.resolve("admin-api-key"), "key-1\n");
        tokenFile = folder.resolve("token");
        server = await(ApiServer.start(
                vertx,
                new ListenAddress("127.0.0.1", 0),
                routes -> routes.post("/api/v1/admin/worker-tokens", asked -> {
                    keys.add(asked.header("X-Admin-API-Key"));
                    bodies.add(new String(asked.body(), StandardCharsets.UTF_8));
                    return issuer.answer(asked);
                })));
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void writesAWholeTokenReadableByItsOwnerAlone() throws Exception {
        assertThat(once(plan(Optional.empty()))).isEmpty();

        String content = Files.readString(tokenFile);
        assertThat(content).startsWith("stacyvm-worker-v1.").endsWith("\n");
        assertThat(content.lines()).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile)))
                .isEqualTo("rw-------");
        assertThat(keys).containsExactly("key-1");
        assertThat(bodies)
                .containsExactly("{\"worker_id\":\"worker-a\",\"ttl\":\"5m0s\",\"audience\":\"worker:control-plane\"}");
    }

    @Test
    void readsTheAdminKeyForEveryRequest() throws Exception {
        Sidecar sidecar = sidecar(plan(Optional.empty(), Duration.ofSeconds(1)));
        issuer = exchange -> Future.succeededFuture(reply(token("worker-a", Audience.CONTROL_PLANE, 0, 1)));
        onLoop(sidecar::start);
        eventually(() -> keys.contains("key-1"));

        Files.writeString(keyFile, "key-2\n");

        eventually(() -> keys.contains("key-2"));
        onLoop(sidecar::stop);
    }

    @Test
    void renewsByItselfWithoutAGapForTheReader() throws Exception {
        issuer = exchange -> Future.succeededFuture(reply(token("worker-a", Audience.CONTROL_PLANE, 0, 2)));
        Sidecar sidecar = sidecar(plan(Optional.empty(), Duration.ofSeconds(1)));
        onLoop(sidecar::start);
        eventually(() -> Files.exists(tokenFile));

        while (keys.size() < 6) {
            String content = Files.readString(tokenFile);
            assertThat(UnverifiedToken.inspect(content).filter(UnverifiedToken::isWhole))
                    .as("a whole token at every look")
                    .isPresent();
        }
        onLoop(sidecar::stop);
        int requests = keys.size();
        assertThat(requests).isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void aBadAnswerLeavesTheFileAndIsToldInOneSentence(String ignored, Endpoint bad, String told) throws Exception {
        writeOld();
        issuer = bad;

        List<String> problems = once(plan(Optional.empty()));

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(told).hasLineCount(1).doesNotContain("key-1"));
        assertThat(Files.readString(tokenFile)).isEqualTo(OLD.revealText() + "\n");
        assertThat(filesOf(folder)).containsExactlyInAnyOrder("admin-api-key", "token");
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                answer("401", Reply.error(ErrorCode.UNAUTHORIZED, "no"), "check the admin API key in"),
                answer("403", Reply.error(ErrorCode.FORBIDDEN, "no"), "check the admin API key in"),
                answer("429", Reply.error(ErrorCode.RESOURCE_LIMIT, "slow down"), "slow down"),
                answer("500", Reply.error(ErrorCode.INTERNAL_ERROR, "oops"), "oops"),
                answer("503 as text", new Reply(503, "text/plain", fresh().body(), Map.of()), "HTTP 503"),
                answer("html", Reply.text("text/html", "<html>hello</html>"), "check the issuer's URL"),
                answer("nothing", Reply.empty(200), "check the issuer's URL"),
                answer("no token", Reply.text("application/json", "{}"), "not a whole worker token"),
                answer("a torn token", reply(Secret.of("stacyvm-worker-v1.e30")), "not a whole worker token"),
                answer("another worker's", reply(token("worker-b", Audience.CONTROL_PLANE, 0, 300)), "worker-b"),
                answer("another audience", reply(token("worker-a", Audience.RPC, 0, 300)), "audience"),
                answer("dead", reply(token("worker-a", Audience.CONTROL_PLANE, -600, -300)), "expired"));
    }

    @Test
    void anIssuerThatHangsIsGivenUp() throws Exception {
        writeOld();
        issuer = exchange -> Promise.<Reply>promise().future();

        assertThat(once(plan(Optional.empty(), Duration.ofSeconds(1))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("did not answer within 1000 ms"));
        assertThat(Files.readString(tokenFile)).isEqualTo(OLD.revealText() + "\n");
    }

    @Test
    void anIssuerThatIsNotThereIsToldInOneSentence() throws Exception {
        writeOld();
        await(server.stop());

        assertThat(once(plan(Optional.empty())))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("refused the connection"));
        assertThat(Files.readString(tokenFile)).isEqualTo(OLD.revealText() + "\n");
    }

    @Test
    void anIssuerThatCutsTheConnectionIsToldInOneSentence() throws Exception {
        await(server.stop());
        await(vertx.createNetServer()
                .connectHandler(socket -> socket.handler(request -> socket.close()))
                .listen(server.address().port(), "127.0.0.1"));

        assertThat(once(plan(Optional.empty())))
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("closed the connection"));
        assertThat(tokenFile).doesNotExist();
    }

    @Test
    void aMissingAdminKeyIsToldByItsFile() throws Exception {
        Files.delete(keyFile);

        assertThat(once(plan(Optional.empty())))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(keyFile.toString()).contains("does not exist"));
        assertThat(keys).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE,false",
        "CREATE,true",
        "SYNC,false",
        "SYNC,true",
        "RENAME,false",
        "RENAME,true",
        "SYNC_FOLDER,false",
        "SYNC_FOLDER,true"
    })
    void aFaultAtAnyStepLeavesTheOldTokenOrTheNewOneWhole(BrokenDisk.Step step, boolean afterDoingIt) throws Exception {
        writeOld();
        disk.breakAt(step, afterDoingIt);
        Secret renewed = token("worker-a", Audience.CONTROL_PLANE, 0, 299);
        issuer = exchange -> Future.succeededFuture(reply(renewed));

        List<String> problems = once(plan(Optional.empty()));

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).contains(tokenFile.toString()).contains("injected at " + step));
        assertThat(Files.readString(tokenFile)).isIn(OLD.revealText() + "\n", renewed.revealText() + "\n");
        assertThat(filesOf(folder)).containsExactlyInAnyOrder("admin-api-key", "token");
    }

    @ParameterizedTest
    @EnumSource(BrokenDisk.Step.class)
    void itGoesOnByItselfWhenTheDiskIsMended(BrokenDisk.Step step) throws Exception {
        disk.breakAt(step, false);
        Sidecar sidecar = sidecar(plan(Optional.empty()));
        onLoop(sidecar::start);
        eventually(disk::hasFailed);

        disk.mend();

        eventually(() -> keys.size() > 1 && Files.exists(tokenFile));
        onLoop(sidecar::stop);
    }

    @Test
    void aGoodFileIsLeftAsItIs() throws Exception {
        Secret good = token("worker-a", Audience.CONTROL_PLANE, -10, 290);
        Files.writeString(tokenFile, good.revealText() + "\n");

        assertThat(once(plan(Optional.empty()))).isEmpty();

        assertThat(keys).isEmpty();
        assertThat(Files.readString(tokenFile)).isEqualTo(good.revealText() + "\n");
    }

    @Test
    void theCommandAfterARotationKnowsTheFileAndNoSecretOfOurs() throws Exception {
        Path out = folder.resolve("out");

        assertThat(once(plan(Optional.of("env | grep ^STACYVM_ > " + out)))).isEmpty();

        assertThat(Files.readAllLines(out))
                .containsExactlyInAnyOrder("STACYVM_TOKEN_FILE=" + tokenFile, "STACYVM_WORKER_ID=worker-a");
    }

    @Test
    void aCommandThatHangsIsKilled() throws Exception {
        Path out = folder.resolve("out");
        var threads = vertx.createSharedWorkerExecutor("stacyvm-test-commands", 1);
        RotationCommand command =
                new RotationCommand("echo $$ > " + out + "; sleep 300", Duration.ofMillis(300), threads);

        await(command.run(plan(Optional.empty()).files().get(0)));

        long pid = Long.parseLong(Files.readString(out).strip());
        eventually(() -> ProcessHandle.of(pid)
                .map(ProcessHandle::info)
                .flatMap(ProcessHandle.Info::command)
                .isEmpty());
    }

    @Test
    void healthTellsTheTruth() throws Exception {
        issuer = exchange -> Future.succeededFuture(Reply.error(ErrorCode.UNAVAILABLE, "away"));
        Sidecar sidecar = sidecar(listening());
        onLoop(sidecar::start);
        assertThat(get(sidecar, "/live").status()).isEqualTo(200);
        assertThat(get(sidecar, "/ready").status()).isEqualTo(503);
        assertThat(metric(sidecar, "stacyvm_sidecar_token_expires_in_seconds")).isZero();

        issuer = exchange -> Future.succeededFuture(fresh());

        eventually(() -> Files.exists(tokenFile));
        assertThat(get(sidecar, "/ready").status()).isEqualTo(200);
        assertThat(metric(sidecar, "stacyvm_sidecar_token_expires_in_seconds")).isBetween(290.0, 300.0);
        assertThat(metric(sidecar, "stacyvm_sidecar_renewals_total")).isEqualTo(1.0);
        assertThat(metric(sidecar, "stacyvm_sidecar_renewal_failures_total")).isPositive();
        onLoop(sidecar::stop);
    }

    @Test
    void healthTellsNoSecret() throws Exception {
        Sidecar sidecar = sidecar(listening());
        onLoop(sidecar::start);
        eventually(() -> Files.exists(tokenFile));

        for (String path : List.of("/live", "/ready", "/metrics")) {
            assertThat(get(sidecar, path).body().toString())
                    .doesNotContain("stacyvm-worker-v1.")
                    .doesNotContain("key-1");
        }
        onLoop(sidecar::stop);
    }

    @Test
    void aTakenPortIsAnErrorAtStart() {
        SidecarPlan taken = new SidecarPlan(
                url(),
                new SidecarCredential.AdminKey(keyFile),
                plan(Optional.empty()).files(),
                Optional.empty(),
                Optional.of(server.address()),
                ClientTls.usual());

        assertThatThrownBy(() -> onLoop(sidecar(taken)::start)).hasMessageContaining("taken by another program");
        assertThat(keys).isEmpty();
    }

    @Test
    void aPlanNamesEachFileOnce() {
        TokenFile file = TokenFile.forControlPlane(tokenFile, "worker-a", Duration.ofMinutes(5));

        assertThatThrownBy(() -> new SidecarPlan(
                        url(),
                        new SidecarCredential.AdminKey(keyFile),
                        List.of(file, file),
                        Optional.empty(),
                        Optional.empty(),
                        ClientTls.usual()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> TokenFile.forControlPlane(tokenFile, "worker-a", Duration.ofMinutes(16)))
                .hasMessageContaining("16m0s");
    }

    private SidecarPlan plan(Optional<String> command) {
        return plan(command, Duration.ofMinutes(5));
    }

    private SidecarPlan plan(Optional<String> command, Duration ttl) {
        TokenFile file =
                new TokenFile(tokenFile, "worker-a", Audience.CONTROL_PLANE, ttl, List.of(), FileMode.OWNER_ONLY);
        return new SidecarPlan(
                url(),
                new SidecarCredential.AdminKey(keyFile),
                List.of(file),
                command,
                Optional.empty(),
                ClientTls.usual());
    }

    private SidecarPlan listening() {
        return new SidecarPlan(
                url(),
                new SidecarCredential.AdminKey(keyFile),
                plan(Optional.empty()).files(),
                Optional.empty(),
                Optional.of(new ListenAddress("127.0.0.1", 0)),
                ClientTls.usual());
    }

    private BaseUrl url() {
        return BaseUrl.parse("http://" + server.address());
    }

    private Sidecar sidecar(SidecarPlan plan) {
        return new Sidecar(vertx, plan, new SidecarTools(Scheduler.of(vertx), Time.system(), new Random()), disk);
    }

    private List<String> once(SidecarPlan plan) throws Exception {
        Sidecar sidecar = sidecar(plan);
        Promise<List<String>> done = Promise.promise();
        vertx.runOnContext(now -> sidecar.once().onComplete(done));
        List<String> problems =
                done.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        onLoop(sidecar::stop);
        return problems;
    }

    private void writeOld() throws IOException {
        Files.writeString(tokenFile, OLD.revealText() + "\n");
    }

    private ApiAnswer get(Sidecar sidecar, String path) throws Exception {
        String url = "http://" + sidecar.address().orElseThrow() + path;
        return await(ApiClient.create(vertx).send(ApiRequest.get(url, Map.of())));
    }

    private double metric(Sidecar sidecar, String name) throws Exception {
        return get(sidecar, "/metrics")
                .body()
                .toString()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private void onLoop(Supplier<Future<Void>> step) throws Exception {
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(now -> step.get().onComplete(done));
        await(done.future());
    }

    private static Arguments answer(String name, Reply reply, String told) {
        return answer(name, exchange -> Future.succeededFuture(reply), told);
    }

    private static Arguments answer(String name, Endpoint endpoint, String told) {
        return Arguments.of(name, endpoint, told);
    }

    private static Reply fresh() {
        return reply(token("worker-a", Audience.CONTROL_PLANE, 0, 300));
    }

    private static Reply reply(Secret token) {
        return Reply.ok(new TokenReply(token.revealText(), null, "worker-a", ""));
    }

    private static Secret token(String worker, Audience audience, long issued, long expires) {
        Instant now = Time.system().now();
        return TestTokens.token(worker, audience, now.plusSeconds(issued), now.plusSeconds(expires));
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static void eventually(BooleanSupplier condition) {
        long end = Time.system().nanos() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(Time.system().nanos()).as("deadline of the condition").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
