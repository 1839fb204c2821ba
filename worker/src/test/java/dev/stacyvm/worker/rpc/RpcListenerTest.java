package dev.stacyvm.worker.rpc;

import static dev.stacyvm.worker.rpc.RpcRig.WORKER;
import static dev.stacyvm.worker.rpc.RpcRig.call;
import static dev.stacyvm.worker.rpc.RpcRig.lease;
import static dev.stacyvm.worker.rpc.RpcRig.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.token.Audience;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.client.FakePlane;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RpcListenerTest {
    private static final String SPAWN = ",\"params\":{\"sandbox_id\":\"sb-1\",\"image\":\"alpine\"},\"lease\":";

    private RpcRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new RpcRig();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void tellsOfTheWorkerAndOfALease() throws Exception {
        assertThat(rig.rpc(token(), call("worker.status", ",\"params\":null")).body())
                .isEqualTo(
                        "{\"id\":\"1\",\"worker_id\":\"worker-a\",\"result\":{\"sandbox_id\":\"\",\"state\":\"online\","
                                + "\"provider\":\"\",\"worker_id\":\"worker-a\"}}\n");
        assertThat(rig.rpc(token(), call("worker.status", ",\"params\":{\"sandbox_id\":\"db-1\"}"))
                        .body())
                .contains("\"state\":\"running\"");
    }

    @Test
    void takesTheTokensOfAStacyvmControlPlane() throws Exception {
        String status = call("worker.status", ",\"params\":{}");

        assertThat(rig.rpc(RpcRig.workerV1(), status).statusCode()).isEqualTo(200);
        assertThat(rig.rpc("the-shared-token", status).statusCode()).isEqualTo(200);
        assertThat(rig.send(rig.rpc(status.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .header("X-Worker-ID", WORKER)
                                .header("Authorization", "bearer " + token()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void everyBadCredentialIsAnsweredAlike() throws Exception {
        String status = call("worker.status", ",\"params\":{}");
        for (String bad : new String[] {
            "x",
            token() + "x",
            RpcRig.jwt(WORKER, Audience.CONTROL_PLANE, ""),
            RpcRig.jwt("worker-b", Audience.RPC, ""),
            RpcRig.jwt(WORKER, Audience.RPC, "revoked"),
            RpcRig.workerV1().replace("v1.ey", "v1.eX")
        }) {
            HttpResponse<String> answer = rig.rpc(bad, status);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"code\":\"UNAUTHORIZED\",\"message\":\"invalid or missing worker RPC credentials\"}\n");
        }
        assertThat(rig.send(rig.rpc(new byte[0]).header("X-Worker-Token", token()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(rig.send(rig.rpc(new byte[0])
                                .header("X-Worker-ID", "worker-b")
                                .header("X-Worker-Token", token()))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worker.status | worker:logs",
                "worker.shutdown | worker:logs",
                "worker.renew_lease | worker:heartbeat",
                "worker.spawn | worker:destroy",
                "worker.exec | worker:files",
                "worker.file_read | worker:exec"
            })
    void aMethodAsksForItsScope(String method, String scope) throws Exception {
        String body = call(method, ",\"params\":{},\"lease\":" + lease("db-1", WORKER, 7));

        HttpResponse<String> answer = rig.rpc(token(scope), body);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("{\"code\":\"FORBIDDEN\",\"message\":\"required authorization scope missing\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worker.exec",
                "worker.exec_stream",
                "worker.file_write",
                "worker.file_read",
                "worker.file_list",
                "worker.file_stat",
                "worker.file_glob",
                "worker.file_delete",
                "worker.file_move",
                "worker.file_chmod",
                "worker.logs",
                "worker.heartbeat"
            })
    void whatNeedsASandboxIsNotImplemented(String method) throws Exception {
        HttpResponse<String> answer = rig.rpc(token(), call(method, ",\"params\":{\"sandbox_id\":\"sb-1\"}"));

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"id\":\"1\",\"worker_id\":\"worker-a\",\"error\":\"worker RPC method is not implemented by"
                                + " this worker runtime\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "worker-b | sb-1 | 3 | 2099-01-01T00:00:00Z | lease holder does not match worker",
                "worker-a | '' | 3 | 2099-01-01T00:00:00Z | lease resource is required",
                "worker-a | sb-1 | 3 | 2020-01-01T00:00:00+02:00 | lease token is expired",
                "worker-a | sb-2 | 3 | 2099-01-01T00:00:00.123456789Z | lease resource does not match spawn request",
                "worker-a | sb-1 | 2 | 2099-01-01T00:00:00Z | lease generation is stale",
                "worker-a | sb-1 | 0 | 2099-01-01T00:00:00Z | lease generation is stale"
            })
    void spawnIsFenced(String holder, String resource, long generation, String expiry, String why) throws Exception {
        assertThat(rig.rpc(token(), call("worker.spawn", SPAWN + lease("sb-1", WORKER, 3)))
                        .statusCode())
                .as("a current lease is let through")
                .isEqualTo(501);
        String lease = lease(resource, holder, generation).replace("2099-01-01T00:00:00Z", expiry);

        HttpResponse<String> answer = rig.rpc(token(), call("worker.spawn", SPAWN + lease));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"id\":\"1\",\"worker_id\":\"worker-a\",\"error\":\"" + why + "\"}\n");
    }

    @Test
    void aLeaseOfOursIsFencedByWhatWeKnowOfIt() throws Exception {
        String params = ",\"params\":{\"sandbox_id\":\"db-1\"},\"lease\":";

        assertThat(rig.rpc(token(), call("worker.destroy", params + lease("db-1", WORKER, 6)))
                        .body())
                .contains("lease generation is stale");
        assertThat(rig.rpc(token(), call("worker.destroy", params + lease("db-1", WORKER, 7)))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void renewsALeaseAndFencesTheOldGeneration() throws Exception {
        String call = call(
                "worker.renew_lease",
                ",\"params\":{\"resource_id\":\"db-1\",\"ttl\":\"30s\"},\"lease\":" + lease("db-1", WORKER, 7));

        HttpResponse<String> renewed = rig.rpc(token(), call);
        HttpResponse<String> again = rig.rpc(token(), call);

        assertThat(renewed.body()).contains("\"result\":{\"lease\":{\"resource_id\":\"db-1\"", "\"generation\":8");
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body()).contains("lease generation is stale");
    }

    @Test
    void neverRenewsALeaseItKeepsForLessThanItCountsOn() throws Exception {
        HttpResponse<String> answer = rig.rpc(
                token(),
                call(
                        "worker.renew_lease",
                        ",\"params\":{\"resource_id\":\"db-1\",\"ttl\":\"5s\"},\"lease\":" + lease("db-1", WORKER, 7)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("worker lease renewal failed: ", "at least 30s");
        assertThat(rig.plane.asked).doesNotContain("renew");
    }

    @Test
    void tellsWhatTheControlPlaneSaidOfARenewal() throws Exception {
        rig.plane.answerLeases(Map.of("renew", FakePlane.denied(Denial.REFUSED)));

        HttpResponse<String> answer = rig.rpc(
                token(),
                call(
                        "worker.renew_lease",
                        ",\"params\":{\"resource_id\":\"sb-9\",\"ttl\":\"5s\"},\"lease\":" + lease("sb-9", WORKER, 1)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"error\":\"worker lease renewal failed: REFUSED\"");
    }

    @Test
    void drainsOnceToldAndRefusesNewWork() throws Exception {
        assertThat(rig.rpc(token(), call("worker.shutdown", "")).body())
                .isEqualTo("{\"id\":\"1\",\"worker_id\":\"worker-a\"}\n");
        assertThat(rig.rpc(token(), call("worker.shutdown", "")).statusCode()).isEqualTo(200);

        HttpResponse<String> spawn = rig.rpc(token(), call("worker.spawn", SPAWN + lease("sb-1", WORKER, 3)));
        assertThat(spawn.statusCode()).isEqualTo(503);
        assertThat(spawn.body()).contains("\"error\":\"worker is draining\"");
        assertThat(rig.rpc(token(), call("worker.status", ",\"params\":{}")).body())
                .contains("\"state\":\"draining\"");
        assertThat(rig.rpc(token(), call("worker.destroy", SPAWN + lease("sb-1", WORKER, 3)))
                        .statusCode())
                .isEqualTo(501);
        assertThat(rig.plane.beats.stream().map(beat -> beat.status())).containsExactly("online", "draining");
        assertThat(rig.send(rig.request("/ready").GET()).statusCode()).isEqualTo(503);
        assertThat(rig.send(rig.request("/live").GET()).statusCode()).isEqualTo(200);
    }
}
