package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.controlplane.LeaseAsk;
import dev.stacyvm.controlplane.LeaseOutcome;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.time.Await;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerRoutesTest {
    private static final String BEAT = "/api/v1/worker/worker-a/heartbeat";
    private static final String LEASE = "/api/v1/worker/worker-a/leases/sb-1/";
    private static final String TTL = "{\"ttl\":\"30s\"}";
    private static final String UNAUTHORIZED =
            "401 {\"code\":\"UNAUTHORIZED\",\"message\":\"invalid or missing worker credentials\"}";
    private static final String NO_SCOPE =
            "403 {\"code\":\"FORBIDDEN\",\"message\":\"required authorization scope missing\"}";
    private static final String MISMATCH =
            "403 {\"code\":\"UNAUTHORIZED\",\"message\":\"worker credential does not match requested worker\"}";
    private static final String BAD_BODY = "400 {\"code\":\"BAD_REQUEST\",\"message\":\"invalid request body\"}";
    private static final String BAD_TTL =
            "400 {\"code\":\"BAD_REQUEST\",\"message\":\"ttl must be a positive duration\"}";

    @TempDir
    private Path folder;

    private IssuerRig rig;
    private Map<String, String> workerA;

    @BeforeEach
    void start() {
        rig = new IssuerRig(folder.resolve("store"));
        workerA = rig.worker("worker-a");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void registersTheWorkerAndEchoesAbsentFieldsAsNull() {
        assertThat(rig.post(BEAT, workerA, "{}"))
                .isEqualTo("200 {\"id\":\"worker-a\",\"hostname\":\"\",\"status\":\"online\",\"providers\":null,"
                        + "\"capabilities\":null,\"capacity\":null,\"last_heartbeat\":\"2026-05-09T10:00:00Z\","
                        + "\"created_at\":\"2026-05-09T10:00:00Z\",\"updated_at\":\"2026-05-09T10:00:00Z\","
                        + "\"stale\":false}");
    }

    @Test
    void echoesWhatWasSentWithCapacityKeysSorted() {
        String body = "{\"hostname\":\" h<1> \",\"status\":\"draining\",\"providers\":[\"docker\"],\"capabilities\":[],"
                + "\"capacity\":{\"rpc_url\":\"u\",\"max_sandboxes\":2},\"future\":1}";

        assertThat(rig.post(BEAT, workerA, body))
                .startsWith("200 {\"id\":\"worker-a\",\"hostname\":\"h\\u003c1\\u003e\",\"status\":\"draining\","
                        + "\"providers\":[\"docker\"],\"capabilities\":[],"
                        + "\"capacity\":{\"max_sandboxes\":2,\"rpc_url\":\"u\"},");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{} {}",
                "{\"status\":1}",
                "{\"providers\":\"docker\"}",
                "{\"providers\":[null]}",
                "{\"capabilities\":[null]}",
                "{\"capacity\":[]}",
                "{\"capacity\":3}"
            })
    void refusesAHeartbeatThatIsNotSuchAnObject(String body) {
        assertThat(rig.post(BEAT, workerA, body)).isEqualTo(BAD_BODY);
    }

    @Test
    void survivesTextThatHasNoUtf8Form() {
        assertThat(rig.post(BEAT, workerA, "{\"hostname\":\"a\\ud800b\"}")).contains("\"hostname\":\"a\ufffdb\"");
        assertThat(rig.get("/api/v1/workers", IssuerRig.READER)).startsWith("200 [{");
    }

    @Test
    void takesTheTokenAsABearerTooInAnyLetterCase() {
        String token = workerA.get("X-Worker-Token");

        assertThat(rig.post(BEAT, Map.of("X-Worker-ID", " worker-a ", "Authorization", "bEaReR  " + token + " "), "{}"))
                .startsWith("200 ");
    }

    @Test
    void answersEveryBadCredentialAlike() {
        String token = workerA.get("X-Worker-Token");
        String rpc = rig.token("worker-a", Audience.RPC, List.of());
        String revoked = rig.token("worker-a", Audience.CONTROL_PLANE, List.of(), IssuerRig.REVOKED);
        List<Map<String, String>> bad = List.of(
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", revoked),
                Map.of(),
                Map.of("X-Worker-ID", "worker-a"),
                Map.of("X-Worker-Token", token),
                Map.of("X-Worker-ID", "worker-b", "X-Worker-Token", token),
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", "made-up"),
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", rpc),
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", "made-up", "Authorization", "Bearer " + token),
                Map.of("X-Worker-ID", "worker-a", "Authorization", "Basic " + token),
                Map.of("X-Worker-ID", "worker-a", "X-Admin-API-Key", "the-admin-key"),
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", "the-admin-key"));

        for (String path : List.of(BEAT, LEASE + "acquire", LEASE + "renew", LEASE + "release")) {
            assertThat(bad)
                    .allSatisfy(
                            headers -> assertThat(rig.post(path, headers, TTL)).isEqualTo(UNAUTHORIZED));
        }
    }

    @Test
    void refusesAnExpiredToken() {
        rig.time.advance(Duration.ofMinutes(5));

        assertThat(rig.post(BEAT, workerA, "{}")).isEqualTo(UNAUTHORIZED);
    }

    @Test
    void demandsTheScopeOfEachRoute() {
        Map<String, String> beats = rig.worker("worker-a", Scope.HEARTBEAT);
        Map<String, String> leases = rig.worker("worker-a", Scope.LEASE);

        assertThat(rig.post(BEAT, leases, "{}")).isEqualTo(NO_SCOPE);
        assertThat(rig.post(LEASE + "acquire", beats, TTL)).isEqualTo(NO_SCOPE);
        assertThat(rig.post(LEASE + "renew", beats, TTL)).isEqualTo(NO_SCOPE);
        assertThat(rig.post(LEASE + "release", beats, "")).isEqualTo(NO_SCOPE);
        assertThat(rig.post(BEAT, beats, "{}")).startsWith("200 ");
        assertThat(rig.post(LEASE + "acquire", leases, TTL)).startsWith("200 ");
    }

    @Test
    void looksAtTheScopeBeforeThePathAndAtThePathBeforeTheBody() {
        assertThat(rig.post("/api/v1/worker/worker-b/heartbeat", rig.worker("worker-a", Scope.LEASE), "bad"))
                .isEqualTo(NO_SCOPE);
        assertThat(rig.post("/api/v1/worker/worker-b/heartbeat", workerA, "bad"))
                .isEqualTo(MISMATCH);
        assertThat(rig.post("/api/v1/worker/worker-b/leases/sb-1/renew", workerA, "bad"))
                .isEqualTo(MISMATCH);
    }

    @Test
    void takesAnEscapedSlashInThePathForAnotherWorker() {
        assertThat(rig.post("/api/v1/worker/worker-a%2Fx/heartbeat", workerA, "{}"))
                .isEqualTo(MISMATCH);
    }

    @Test
    void demandsIds() {
        assertThat(rig.post("/api/v1/worker/%20/heartbeat", workerA, "{}"))
                .isEqualTo("400 {\"code\":\"BAD_REQUEST\",\"message\":\"worker id is required\"}");
        assertThat(rig.post("/api/v1/worker/worker-a/leases/%20/renew", workerA, TTL))
                .isEqualTo("400 {\"code\":\"BAD_REQUEST\",\"message\":\"worker id and resource id are required\"}");
        assertThat(rig.post("/api/v1/worker/worker-a/leases/a%2Fb/acquire", workerA, TTL))
                .startsWith("400 {\"code\":\"BAD_REQUEST\",\"message\":\"resource id \\\"a/b\\\" is not valid");
    }

    @Test
    void refusesIdsThatBelongToTheControlPlane() {
        assertThat(rig.post("/api/v1/worker/local/heartbeat", rig.worker("local"), "{}"))
                .isEqualTo("400 {\"code\":\"BAD_REQUEST\",\"message\":\"worker id \\\"local\\\" is reserved\"}");
        assertThat(rig.post("/api/v1/worker/w%20x/heartbeat", rig.worker("w x"), "{}"))
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void grantsALeaseAndRenewsItWithTheNextGeneration() {
        assertThat(rig.post(LEASE + "acquire", workerA, TTL))
                .isEqualTo("200 {\"lease\":{\"resource_id\":\"sb-1\",\"holder_id\":\"worker-a\",\"generation\":1,"
                        + "\"expires_at\":\"2026-05-09T10:00:30Z\"}}");
        rig.time.advance(Duration.ofMillis(1500));
        assertThat(rig.post(LEASE + "renew", workerA, "{\"ttl\":\"1m\",\"resource_id\":\"sb-1\"}"))
                .isEqualTo("200 {\"lease\":{\"resource_id\":\"sb-1\",\"holder_id\":\"worker-a\",\"generation\":2,"
                        + "\"expires_at\":\"2026-05-09T10:01:01.5Z\"}}");
    }

    @Test
    void answersConflictsInTheContractsWords() {
        String notHeld =
                "409 {\"code\":\"CONFLICT\"," + "\"message\":\"conflict: lease is not held by worker or has expired\"}";
        assertThat(rig.post(LEASE + "renew", workerA, TTL)).isEqualTo(notHeld);

        rig.post(LEASE + "acquire", workerA, TTL);
        Map<String, String> workerB = rig.worker("worker-b");
        assertThat(rig.post("/api/v1/worker/worker-b/leases/sb-1/renew", workerB, TTL))
                .isEqualTo(notHeld);
        assertThat(rig.post("/api/v1/worker/worker-b/leases/sb-1/acquire", workerB, TTL))
                .isEqualTo("409 {\"code\":\"CONFLICT\",\"message\":\"conflict: lease is held by another worker\"}");

        rig.time.advance(Duration.ofSeconds(30));
        assertThat(rig.post(LEASE + "renew", workerA, TTL)).isEqualTo(notHeld);
        assertThat(rig.post("/api/v1/worker/worker-b/leases/sb-1/acquire", workerB, TTL))
                .contains("\"generation\":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ttl\":null}",
                "{\"ttl\":\"\"}",
                "{\"ttl\":\"soon\"}",
                "{\"ttl\":\"0\"}",
                "{\"ttl\":\"-5s\"}"
            })
    void demandsAPositiveTtl(String body) {
        assertThat(rig.post(LEASE + "acquire", workerA, body)).isEqualTo(BAD_TTL);
        assertThat(rig.post(LEASE + "renew", workerA, body)).isEqualTo(BAD_TTL);
    }

    @ParameterizedTest
    @CsvSource({"999ms, 400", "1s, 200", "24h, 200", "24h0m0.000000001s, 400", "2000000h, 400"})
    void boundsTheTtl(String ttl, String status) {
        assertThat(rig.post(LEASE + "acquire", workerA, "{\"ttl\":\"" + ttl + "\"}"))
                .startsWith(status + " ");
    }

    @Test
    void refusesALeaseBodyThatIsNotSuchAnObject() {
        assertThat(rig.post(LEASE + "acquire", workerA, "")).isEqualTo(BAD_BODY);
        assertThat(rig.post(LEASE + "renew", workerA, "{\"ttl\":30}")).isEqualTo(BAD_BODY);
        assertThat(rig.post(LEASE + "release", workerA, "{\"generation\":1.0}")).isEqualTo(BAD_BODY);
    }

    @Test
    void releasesTheGenerationThatIsNamedOrWhateverIsHeld() {
        rig.post(LEASE + "acquire", workerA, TTL);

        assertThat(rig.post(LEASE + "release", workerA, "{\"generation\":2}"))
                .isEqualTo("409 {\"code\":\"CONFLICT\",\"message\":\"conflict: lease has another generation\"}");
        assertThat(rig.post(LEASE + "release", workerA, "{\"generation\":1}"))
                .isEqualTo("200 {\"status\":\"released\"}");
        assertThat(rig.post(LEASE + "release", workerA, "{\"generation\":1}"))
                .isEqualTo("404 {\"code\":\"NOT_FOUND\",\"message\":\"not found: lease \\\"sb-1\\\"\"}");

        assertThat(rig.post(LEASE + "acquire", workerA, TTL)).contains("\"generation\":2");
        assertThat(rig.post(LEASE + "release", workerA, "")).isEqualTo("200 {\"status\":\"released\"}");
    }

    @Test
    void ofSixteenWhoAcquireAtOnceOneWinsAndAgainAfterExpiry() {
        assertThat(winnersOfARace()).isEqualTo(1);
        rig.time.advance(Duration.ofSeconds(30));
        assertThat(winnersOfARace()).isEqualTo(1);
    }

    @Test
    void keepsLeasesAndWorkersThroughARestartAndHonoursTheFullTtlAgain() {
        rig.post(LEASE + "acquire", workerA, TTL);
        rig.post(BEAT, workerA, "{\"hostname\":\"h1\"}");
        rig.time.advance(Duration.ofSeconds(29));

        rig.restart();

        rig.time.advance(Duration.ofSeconds(29));
        Map<String, String> workerB = rig.worker("worker-b");
        assertThat(rig.post("/api/v1/worker/worker-b/leases/sb-1/acquire", workerB, TTL))
                .startsWith("409 ");
        assertThat(rig.post(LEASE + "renew", workerA, TTL)).contains("\"generation\":2");
        assertThat(rig.get("/api/v1/workers/worker-a", IssuerRig.READER)).contains("\"hostname\":\"h1\"");
    }

    @Test
    void answers503WhileThePlaneIsAway() {
        Await.value(rig.service().plane().close());

        assertThat(rig.post(LEASE + "acquire", workerA, TTL))
                .isEqualTo("503 {\"code\":\"UNAVAILABLE\",\"message\":\"worker store unavailable\"}");
    }

    @Test
    void answers503WhenTheQueueIsFullAndServesWhatWaitedLater() throws Exception {
        List<Future<LeaseOutcome>> waiting = new ArrayList<>();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/issuer.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            LeaseAsk ask = new LeaseAsk("sb-1", "worker-a", Duration.ofSeconds(30));
            do {
                waiting.add(rig.service().plane().acquire(ask));
            } while (!waiting.get(waiting.size() - 1).failed());

            assertThat(rig.post(LEASE + "acquire", workerA, TTL))
                    .isEqualTo("503 {\"code\":\"UNAVAILABLE\",\"message\":\"worker store unavailable\"}");
            statement.execute("ROLLBACK");
        }

        Future<LeaseOutcome> lastThatWaited = waiting.get(waiting.size() - 2);
        assertThat(Await.value(lastThatWaited)).isInstanceOf(LeaseOutcome.Granted.class);
        assertThat(rig.post(LEASE + "acquire", workerA, TTL)).startsWith("200 ");
    }

    private long winnersOfARace() {
        List<Future<ApiAnswer>> asked = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String id = "racer-" + i;
            asked.add(rig.ask(HttpMethod.POST, "/api/v1/worker/" + id + "/leases/race/acquire", rig.worker(id), TTL));
        }
        List<Integer> statuses =
                asked.stream().map(Await::value).map(ApiAnswer::status).toList();
        assertThat(statuses).containsOnly(200, 409);
        return statuses.stream().filter(status -> status == 200).count();
    }
}
