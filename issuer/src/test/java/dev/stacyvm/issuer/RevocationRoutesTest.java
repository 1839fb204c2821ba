package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.time.Await;
import dev.stacyvm.token.Audience;
import dev.stacyvm.trust.TrustSnapshot;
import io.vertx.core.Future;
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
import org.junit.jupiter.params.provider.ValueSource;

class RevocationRoutesTest {
    private static final String HEARTBEAT = "/api/v1/worker/worker-a/heartbeat";
    private static final String REVOCATIONS = "/api/v1/admin/revocations";

    @TempDir
    private Path store;

    private IssuerRig rig;

    @BeforeEach
    void start() {
        rig = new IssuerRig(store);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void refusesARevokedTokenAtOnceAndOthersNot() {
        Map<String, String> revoked = headers("token-1");
        assertThat(heartbeat(revoked)).startsWith("200");

        assertThat(revoke("{\"token_id\":\"token-1\"}")).startsWith("201 {\"epoch\":");

        assertThat(heartbeat(revoked)).startsWith("401");
        assertThat(heartbeat(headers("token-2"))).startsWith("200");
    }

    @Test
    void keepsRevocationsThroughAStopThatWasNone() {
        revoke("{\"token_id\":\"token-1\"}");
        long epoch = snapshot().epoch();

        rig.restart();

        assertThat(heartbeat(headers("token-1"))).startsWith("401");
        assertThat(snapshot().epoch()).isGreaterThan(epoch);
    }

    @Test
    void refusesAllThatARevokedWorkerHasAndTakesWhatItGetsLater() {
        Map<String, String> before = headers("token-1");
        revoke("{\"worker_id\":\"worker-a\"}");

        assertThat(heartbeat(before)).startsWith("401");
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(heartbeat(headers("token-2"))).startsWith("200");
    }

    @Test
    void listsAnEntryUntilTheLastTokenItAffectsIsDead() {
        revoke("{\"token_id\":\"token-1\"}");
        assertThat(rig.get(REVOCATIONS, IssuerRig.ADMIN)).contains("\"id\":\"token-1\"");

        rig.time.advance(Revocation.LASTS.plusSeconds(2));
        Await.value(rig.service().sweep());

        assertThat(rig.get(REVOCATIONS, IssuerRig.ADMIN)).contains("\"revocations\":[]");
    }

    @Test
    void keepsAnEntryWhenOnlyTheWallClockJumped() {
        revoke("{\"token_id\":\"token-1\"}");

        rig.time.stepWall(Duration.ofHours(2));
        Await.value(rig.service().sweep());

        assertThat(rig.get(REVOCATIONS, IssuerRig.ADMIN)).contains("\"id\":\"token-1\"");
    }

    @Test
    void writesTheActIntoTheAuditLog() {
        revoke("{\"worker_id\":\"worker-a\"}");

        assertThat(rig.get("/api/v1/admin/audit", IssuerRig.ADMIN))
                .contains("\"action\":\"revoke worker\",\"outcome\":\"done\",\"worker_id\":\"worker-a\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token_id\":\"a\",\"worker_id\":\"b\"}",
                "{\"token_id\":\"a b\"}",
                "{\"worker_id\":\"../x\"}",
                "{\"worker_id\":\"admin\"}",
                "{\"key_id\":\"short\"}",
                "[]"
            })
    void refusesWhatNamesNothingThatCanBeRevoked(String body) {
        assertThat(revoke(body)).startsWith("400 {\"code\":\"BAD_REQUEST\"");
    }

    @Test
    void isForAdminsAlone() {
        assertThat(rig.post(REVOCATIONS, IssuerRig.READER, "{\"token_id\":\"a\"}"))
                .startsWith("403");
        assertThat(rig.get(REVOCATIONS, IssuerRig.NOBODY)).startsWith("401");
    }

    @Test
    void answersAPollOfAnotherEpochAtOnceAndOneOfThisEpochWithTheChange() {
        long epoch = snapshot().epoch();
        Future<ApiAnswer> waiting = poll(epoch);

        revoke("{\"token_id\":\"token-1\"}");

        TrustSnapshot changed = read(Await.value(waiting));
        assertThat(changed.epoch()).isGreaterThan(epoch);
        assertThat(changed.revoked().tokens()).containsExactly("token-1");
    }

    @Test
    void answersThatNothingChangedAfterTheWait() {
        String path = "/api/v1/trust?wait=10ms&epoch=" + snapshot().epoch();

        assertThat(rig.get(path, IssuerRig.READER)).isEqualTo("304 ");
    }

    @Test
    void endsWaitingPollsWhenItStops() {
        Future<ApiAnswer> waiting = poll(snapshot().epoch());
        assertThat(rig.get("/api/v1/live", IssuerRig.NOBODY)).startsWith("200");

        rig.restart();

        assertThat(Await.value(waiting).status()).isEqualTo(304);
    }

    @Test
    void showsTheFeedToWorkersAndKeysAlone() {
        String token = rig.token("worker-a", Audience.CONTROL_PLANE, List.of());
        assertThat(rig.get("/api/v1/trust", Map.of("Authorization", "Bearer " + token)))
                .startsWith("200");
        assertThat(rig.get("/api/v1/trust", Map.of("Authorization", "Bearer x")))
                .startsWith("401");
        assertThat(rig.get("/api/v1/trust?epoch=x", IssuerRig.READER)).startsWith("400");
        assertThat(rig.get("/api/v1/trust?epoch=1&wait=x", IssuerRig.READER)).startsWith("400");
    }

    private Future<ApiAnswer> poll(long epoch) {
        return rig.ask(HttpMethod.GET, "/api/v1/trust?wait=30s&epoch=" + epoch, IssuerRig.READER, "");
    }

    private TrustSnapshot snapshot() {
        return read(Await.value(rig.ask(HttpMethod.GET, "/api/v1/trust", IssuerRig.READER, "")));
    }

    private static TrustSnapshot read(ApiAnswer answer) {
        return TrustSnapshot.read(answer.body().getBytes()).orElseThrow();
    }

    private String revoke(String body) {
        return rig.post(REVOCATIONS, IssuerRig.ADMIN, body);
    }

    private String heartbeat(Map<String, String> headers) {
        return rig.post(HEARTBEAT, headers, "{}");
    }

    private Map<String, String> headers(String tokenId) {
        String token = rig.token("worker-a", Audience.CONTROL_PLANE, List.of(), tokenId);
        return Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
    }
}
