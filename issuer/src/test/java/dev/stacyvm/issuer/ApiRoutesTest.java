package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.time.Await;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.TokenReply;
import io.vertx.core.http.HttpMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRoutesTest {
    private static final String TOKENS = "/api/v1/admin/worker-tokens";
    private static final String NO_KEY = "401 {\"code\":\"UNAUTHORIZED\",\"message\":\"invalid or missing API key\"}";
    private static final String NOT_ADMIN = "403 {\"code\":\"FORBIDDEN\",\"message\":\"admin API key required\"}";

    @TempDir
    private Path folder;

    private IssuerRig rig;

    @BeforeEach
    void start() {
        rig = new IssuerRig(folder.resolve("store"));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void letsNobodyInWithoutAKey() {
        List<Map<String, String>> strangers = List.of(
                Map.of(),
                Map.of("X-API-Key", ""),
                Map.of("X-API-Key", "wrong"),
                Map.of("X-Admin-API-Key", "the-admin-ke"),
                Map.of("Authorization", "Bearer wrong"),
                rig.worker("worker-a"));

        assertThat(strangers).allSatisfy(headers -> {
            assertThat(rig.get("/api/v1/workers", headers)).isEqualTo(NO_KEY);
            assertThat(rig.get("/api/v1/workers/worker-a", headers)).isEqualTo(NO_KEY);
            assertThat(rig.get("/api/v1/metrics/prometheus", headers)).isEqualTo(NO_KEY);
            assertThat(rig.get("/api/v1/admin/workers", headers)).isEqualTo(NO_KEY);
            assertThat(rig.get("/api/v1/admin/metrics/prometheus", headers)).isEqualTo(NO_KEY);
            assertThat(rig.post(TOKENS, headers, "{}")).isEqualTo(NO_KEY);
            assertThat(rig.delete("/api/v1/admin/workers/worker-a", headers)).isEqualTo(NO_KEY);
        });
    }

    @Test
    void letsTheRegularKeyReadAndNothingElse() {
        assertThat(rig.get("/api/v1/workers", IssuerRig.READER)).isEqualTo("200 []");
        assertThat(rig.get("/api/v1/admin/workers", IssuerRig.READER)).isEqualTo(NOT_ADMIN);
        assertThat(rig.get("/api/v1/admin/workers/a", IssuerRig.READER)).isEqualTo(NOT_ADMIN);
        assertThat(rig.post(TOKENS, IssuerRig.READER, "{\"worker_id\":\"a\"}")).isEqualTo(NOT_ADMIN);
        assertThat(rig.post("/api/v1/admin/workers/a/heartbeat", IssuerRig.READER, "{}"))
                .isEqualTo(NOT_ADMIN);
        assertThat(rig.post("/api/v1/admin/workers/a/leases/r/renew", IssuerRig.READER, "{}"))
                .isEqualTo(NOT_ADMIN);
        assertThat(rig.delete("/api/v1/admin/workers/a", IssuerRig.READER)).isEqualTo(NOT_ADMIN);
    }

    @Test
    void takesEitherKeyInEitherHeader() {
        assertThat(rig.get("/api/v1/workers", Map.of("X-Admin-API-Key", "the-reader-key")))
                .isEqualTo("200 []");
        assertThat(rig.get("/api/v1/admin/workers", Map.of("X-API-Key", "the-admin-key")))
                .isEqualTo("200 []");
        assertThat(rig.get(
                        "/api/v1/admin/workers",
                        Map.of("X-Admin-API-Key", "the-reader-key", "X-API-Key", "the-admin-key")))
                .isEqualTo("200 []");
    }

    @Test
    void mintsATokenForFiveMinutesThatOpensTheWorkerRoutes() throws InvalidJson {
        ApiAnswer answer =
                Await.value(rig.ask(HttpMethod.POST, TOKENS, IssuerRig.ADMIN, "{\"worker_id\":\" worker-a \"}"));

        assertThat(IssuerRig.shown(answer))
                .matches("200 \\{\"token\":\"stacyvm-worker-v1\\.[\\w-]+\\.[\\w-]{43}\",\"token_id\":\"[0-9a-f]{32}\","
                        + "\"worker_id\":\"worker-a\",\"expires_at\":\"2026-05-09T10:05:00Z\"}");
        String token = answer.body(TokenReply.class).token();
        assertThat(rig.post(
                        "/api/v1/worker/worker-a/heartbeat",
                        Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token),
                        "{}"))
                .startsWith("200 ");
    }

    @Test
    void mintsForTheAudienceScopesAndTtlThatAreAsked() throws InvalidJson {
        String asked = "{\"worker_id\":\"worker-a\",\"ttl\":\" 15m \",\"audience\":\" worker:rpc \","
                + "\"scopes\":[\" worker:exec \",\"worker:logs\"]}";

        TokenReply reply = Await.value(rig.ask(HttpMethod.POST, TOKENS, IssuerRig.ADMIN, asked))
                .body(TokenReply.class);

        assertThat(reply.expiresAt()).isEqualTo("2026-05-09T10:15:00Z");
        Verdict verdict = rig.verifier.verify(reply.token(), Audience.RPC);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        assertThat(((Verdict.Accepted) verdict).token().scopes()).containsExactlyInAnyOrder(Scope.EXEC, Scope.LOGS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | invalid request body",
                "{} | worker_id is required",
                "{\"worker_id\":\"  \",\"ttl\":\"x\"} | worker_id is required",
                "{\"worker_id\":\"local\"} | worker id \\\"local\\\" is reserved",
                "{\"worker_id\":\"a\",\"ttl\":\"soon\",\"audience\":\"x\"} | invalid ttl; use a Go duration like 5m or 15m",
                "{\"worker_id\":\"a\",\"ttl\":\"0s\"} | invalid ttl; use a Go duration like 5m or 15m",
                "{\"worker_id\":\"a\",\"ttl\":\"-1s\"} | invalid ttl; use a Go duration like 5m or 15m",
                "{\"worker_id\":\"a\",\"ttl\":\"15m0.000000001s\",\"audience\":\"x\"} |"
                        + " ttl exceeds maximum allowed worker token lifetime of 15m",
                "{\"worker_id\":\"a\",\"audience\":\"kafka\",\"scopes\":[\"x\"]} |"
                        + " audience must be worker:control-plane or worker:rpc",
                "{\"worker_id\":\"a\",\"scopes\":[\"worker:exec\",\"admin:*\"]} |"
                        + " only worker:* scopes may be issued; scope \\\"admin:*\\\" is not permitted",
                "{\"worker_id\":\"a\",\"scopes\":[\"worker:everything\"]} |"
                        + " only worker:* scopes may be issued; scope \\\"worker:everything\\\" is not permitted",
                "{\"worker_id\":\"a\",\"scopes\":[null]} |"
                        + " only worker:* scopes may be issued; scope \\\"\\\" is not permitted"
            })
    void refusesToMintInTheContractsOrderAndWords(String body, String message) {
        assertThat(rig.post(TOKENS, IssuerRig.ADMIN, body))
                .isEqualTo("400 {\"code\":\"BAD_REQUEST\",\"message\":\"" + message + "\"}");
    }

    @Test
    void mintsTheFormatThatIsAskedAndRefusesOneItHasNoKeyFor() {
        String asked = "{\"worker_id\":\"worker-a\",\"format\":\"worker-v1\"}";

        assertThat(rig.post("/api/v1/admin/worker-tokens", IssuerRig.ADMIN, asked))
                .startsWith("200 ")
                .contains("stacyvm-worker-v1.");
        assertThat(rig.post("/api/v1/admin/worker-tokens", IssuerRig.ADMIN, asked.replace("worker-v1", "jwt")))
                .startsWith("400 ")
                .contains("format \\\"jwt\\\" is not minted here; leave it out for worker-v1");
    }

    @Test
    void showsRepairsAndDeletesWorkers() {
        assertThat(rig.get("/api/v1/workers/worker-a", IssuerRig.READER))
                .isEqualTo("404 {\"code\":\"NOT_FOUND\",\"message\":\"not found: worker \\\"worker-a\\\"\"}");

        String repaired = rig.post("/api/v1/admin/workers/worker-a/heartbeat", IssuerRig.ADMIN, "{}");
        assertThat(repaired).startsWith("200 {\"id\":\"worker-a\"");
        assertThat(rig.get("/api/v1/workers/worker-a", IssuerRig.READER)).isEqualTo(repaired);
        assertThat(rig.get("/api/v1/admin/workers/worker-a", IssuerRig.ADMIN)).isEqualTo(repaired);
        assertThat(rig.get("/api/v1/admin/workers", IssuerRig.ADMIN)).startsWith("200 [{\"id\":\"worker-a\"");

        assertThat(rig.delete("/api/v1/admin/workers/worker-a", IssuerRig.ADMIN))
                .isEqualTo("200 {\"status\":\"deleted\"}");
        assertThat(rig.delete("/api/v1/admin/workers/worker-a", IssuerRig.ADMIN))
                .isEqualTo("404 {\"code\":\"NOT_FOUND\",\"message\":\"not found: worker \\\"worker-a\\\"\"}");
        rig.restart();
        assertThat(rig.get("/api/v1/workers", IssuerRig.READER)).isEqualTo("200 []");
    }

    @Test
    void refusesToRepairReservedIds() {
        assertThat(rig.post("/api/v1/admin/workers/recorder/heartbeat", IssuerRig.ADMIN, "{}"))
                .isEqualTo("400 {\"code\":\"BAD_REQUEST\",\"message\":\"worker id \\\"recorder\\\" is reserved\"}");
    }

    @Test
    void marksAWorkerStaleAfterTwoMinutes() {
        rig.post("/api/v1/admin/workers/worker-a/heartbeat", IssuerRig.ADMIN, "{}");
        rig.time.advance(Duration.ofSeconds(121));

        assertThat(rig.get("/api/v1/workers/worker-a", IssuerRig.READER)).endsWith("\"stale\":true}");
    }

    @Test
    void renewsALeaseForAnAdminInTheWorkersName() {
        rig.post("/api/v1/worker/worker-a/leases/sb-1/acquire", rig.worker("worker-a"), "{\"ttl\":\"30s\"}");

        assertThat(rig.post("/api/v1/admin/workers/worker-a/leases/sb-1/renew", IssuerRig.ADMIN, "{\"ttl\":\"30s\"}"))
                .contains("\"holder_id\":\"worker-a\",\"generation\":2");
    }

    @Test
    void tellsAnybodyThatItLives() {
        rig.time.advance(Duration.ofSeconds(61));

        assertThat(rig.get("/api/v1/live", IssuerRig.NOBODY))
                .isEqualTo("200 {\"status\":\"alive\",\"uptime\":\"1m1s\",\"version\":\"1.2.3\"}");
        assertThat(rig.get("/api/v1/health", IssuerRig.NOBODY))
                .isEqualTo("200 {\"status\":\"ok\",\"uptime\":\"1m1s\",\"version\":\"1.2.3\"}");
    }

    @Test
    void isReadyWhileItCanMintVerifyAndWrite() {
        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY))
                .isEqualTo("200 {\"providers\":[],\"ready_providers\":0,\"status\":\"ready\",\"total_providers\":0,"
                        + "\"uptime\":\"0s\",\"version\":\"1.2.3\"}");
    }

    @Test
    void isNotReadyWhenItsTokensDoNotVerify() {
        rig.stopVerifying();

        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY))
                .startsWith("503 {\"providers\":[],\"ready_providers\":0,\"status\":\"not_ready\"");
    }

    @Test
    void isNotReadyWhenItsStoreCannotBeWrittenAndFindsOutWithinASecond() {
        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY)).startsWith("200 ");
        Await.value(rig.service().plane().close());

        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY)).as("remembered").startsWith("200 ");
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(rig.get("/api/v1/ready", IssuerRig.NOBODY)).startsWith("503 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/metrics/prometheus", "/api/v1/admin/metrics/prometheus"})
    void tellsWhatItCounts(String path) {
        rig.post("/api/v1/admin/workers/worker-a/heartbeat", IssuerRig.ADMIN, "{}");
        rig.post("/api/v1/worker/worker-a/leases/sb-1/acquire", rig.worker("worker-a"), "{\"ttl\":\"30s\"}");
        rig.post("/api/v1/worker/worker-a/leases/sb-2/acquire", rig.worker("worker-a"), "{\"ttl\":\"1m\"}");
        rig.time.advance(Duration.ofSeconds(30));

        ApiAnswer answer = Await.value(rig.ask(HttpMethod.GET, path, IssuerRig.ADMIN, ""));

        assertThat(answer.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().toString()).contains("""
                        stacyvm_tokens_minted_total 0
                        """, """
                        stacyvm_token_verifications_total{outcome="accepted"} 2
                        """, """
                        stacyvm_store_errors_total 0
                        """, """
                        stacyvm_http_requests_total{method="POST",route="/api/v1/worker/:worker/leases/:resource/acquire",status="200"} 2
                        """, """
                        stacyvm_http_request_seconds_bucket{method="POST",route="/api/v1/worker/:worker/leases/:resource/acquire",le="+Inf"} 2
                        """);
        assertThat(answer.body().toString()).contains("""
                        # HELP stacyvm_uptime_seconds Seconds since the service started.
                        # TYPE stacyvm_uptime_seconds gauge
                        stacyvm_uptime_seconds 30
                        # HELP stacyvm_workers_total Registered workers.
                        # TYPE stacyvm_workers_total gauge
                        stacyvm_workers_total{status="total"} 1
                        stacyvm_workers_total{status="online"} 1
                        stacyvm_workers_total{status="stale"} 0
                        stacyvm_workers_total{status="unhealthy"} 0
                        """, """
                        # HELP stacyvm_leases_total Leases that are not released.
                        # TYPE stacyvm_leases_total gauge
                        stacyvm_leases_total{status="total"} 2
                        stacyvm_leases_total{status="active"} 1
                        stacyvm_leases_total{status="expired"} 1
                        """);
    }

    @Test
    void takesAKeyAsABearerForMetricsAlone() {
        Map<String, String> bearer = Map.of("Authorization", "Bearer the-reader-key");

        assertThat(rig.get("/api/v1/metrics/prometheus", bearer)).startsWith("200 ");
        assertThat(rig.get("/api/v1/workers", bearer)).isEqualTo(NO_KEY);
    }

    @Test
    void servesRoutesOfOtherPartsBesideItsOwn() {
        assertThat(rig.get("/board", IssuerRig.NOBODY)).isEqualTo("200 <p>36</p>");
    }
}
