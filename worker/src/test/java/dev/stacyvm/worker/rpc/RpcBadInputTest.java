package dev.stacyvm.worker.rpc;

import static dev.stacyvm.worker.rpc.RpcRig.WORKER;
import static dev.stacyvm.worker.rpc.RpcRig.call;
import static dev.stacyvm.worker.rpc.RpcRig.lease;
import static dev.stacyvm.worker.rpc.RpcRig.token;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no call, or not a complete one, is refused in one sentence of the contract, and nothing else happens. */
@Timeout(30)
class RpcBadInputTest {
    private static final String TRANSPORT = "{\"code\":\"BAD_REQUEST\",\"message\":\"invalid worker RPC request\"}\n";
    private static RpcRig rig;

    @BeforeAll
    static void open() throws Exception {
        rig = new RpcRig();
    }

    @AfterAll
    static void close() throws Exception {
        rig.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void noCall(String what, byte[] body) throws Exception {
        HttpResponse<String> answer = send(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(TRANSPORT);
    }

    static Stream<Arguments> noCall() {
        String deep = "[".repeat(200) + "]".repeat(200);
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("no JSON", "worker.status".getBytes(UTF_8)),
                Arguments.of("an array", "[]".getBytes(UTF_8)),
                Arguments.of("null", "null".getBytes(UTF_8)),
                Arguments.of("cut short", "{\"id\":\"1\"".getBytes(UTF_8)),
                Arguments.of("two values", "{}{}".getBytes(UTF_8)),
                Arguments.of(
                        "too deep", call("worker.status", ",\"params\":" + deep).getBytes(UTF_8)),
                Arguments.of(
                        "members twice", call("worker.status", ",\"id\":\"2\"").getBytes(UTF_8)),
                Arguments.of(
                        "params twice",
                        call("worker.status", ",\"params\":{},\"params\":{}").getBytes(UTF_8)),
                Arguments.of("not UTF-8", call("worker.status\u00ff", "").getBytes(ISO_8859_1)),
                Arguments.of("a byte order mark", ("\ufeff" + call("worker.status", "")).getBytes(UTF_8)),
                Arguments.of("id is a number", "{\"id\":1,\"worker_id\":\"worker-a\"}".getBytes(UTF_8)),
                Arguments.of("method is an object", "{\"id\":\"1\",\"method\":{}}".getBytes(UTF_8)),
                Arguments.of(
                        "lease is text",
                        call("worker.spawn", ",\"lease\":\"x\"").getBytes(UTF_8)),
                Arguments.of(
                        "generation is a fraction",
                        call("worker.spawn", ",\"lease\":{\"generation\":1.0}").getBytes(UTF_8)),
                Arguments.of(
                        "generation is too large",
                        call("worker.spawn", ",\"lease\":{\"generation\":9223372036854775808}")
                                .getBytes(UTF_8)),
                Arguments.of(
                        "expires_at is no time",
                        call("worker.spawn", ",\"lease\":{\"expires_at\":\"tomorrow\"}")
                                .getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'','method':'worker.status','worker_id':'worker-a'} | invalid worker message: id is required",
                "{'id':' ','method':'worker.status','worker_id':'worker-a'} | invalid worker message: id is required",
                "{'id':'1','method':'worker.nothing','worker_id':'worker-a'} | unknown worker method: worker.nothing",
                "{'id':'1','worker_id':'worker-a'} | unknown worker method: ",
                "{'id':'1','method':'WORKER.STATUS','worker_id':'worker-a'} | unknown worker method: WORKER.STATUS",
                "{'id':'1','method':'worker.spawn','worker_id':'worker-a'} | lease is required for spawn",
                "{'id':'1','method':'worker.destroy','worker_id':'worker-a','lease':null} | lease is required for destroy",
                "{'id':'1','method':'worker.renew_lease','worker_id':'worker-a'} | lease is required for renew_lease",
                "{'id':'1','method':'worker.exec','worker_id':'worker-a'} | invalid worker message: params are required",
                "{'id':'1','method':'worker.status','worker_id':'worker-a','params':[]} | invalid params: ",
                "{'id':'1','method':'worker.logs','worker_id':'worker-a','params':7} | invalid params: ",
                "{'id':'1','method':'worker.exec','worker_id':'worker-a','params':{'sandbox_id':7}} | invalid params: not the expected JSON in sandbox_id\""
            })
    void noCompleteCall(String body, String why) throws Exception {
        HttpResponse<String> answer = send(body.replace('\'', '"').getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"worker_id\":\"worker-a\"", "\"error\":\"", why);
        assertThat(answer.body().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'\"ttl\":\"soon\"'", "'\"ttl\":\"-1s\"'", "'\"ttl\":\"0s\"'", "'\"ttl\":\"\"'", "'\"tl\":\"1s\"'"})
    void aRenewalNeedsADuration(String ttl) throws Exception {
        String params = ",\"params\":{\"resource_id\":\"sb-1\"," + ttl + "},\"lease\":" + lease("sb-1", WORKER, 1);

        HttpResponse<String> answer = send(call("worker.renew_lease", params).getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid params: ttl must be a positive duration");
    }

    @Test
    void anotherWorkersCall() throws Exception {
        for (String target : List.of("worker-b", " worker-a", "WORKER-A", "")) {
            HttpResponse<String> answer =
                    send(call("worker.status", "").replace(WORKER, target).getBytes(UTF_8));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("{\"code\":\"UNAUTHORIZED\",\"message\":\"worker RPC request targets a different"
                            + " worker\"}\n");
        }
    }

    @Test
    void aBodyThatIsTooLarge() throws Exception {
        String padding = ",\"params\":{\"content\":\"" + "x".repeat(64 * 1024) + "\"}";

        HttpResponse<String> answer = send(call("worker.file_write", padding).getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("BAD_REQUEST", "the body is larger than 65536 bytes");
    }

    @Test
    void otherMethodsAndPaths() throws Exception {
        HttpResponse<String> get = rig.send(rig.request("/rpc").GET());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.body()).isEqualTo("{\"code\":\"BAD_REQUEST\",\"message\":\"method not allowed\"}\n");
        assertThat(rig.send(rig.request("/rpc/").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(rig.send(rig.request("/health").DELETE()).body())
                .isEqualTo("{\"status\":\"ok\",\"worker_id\":\"worker-a\"}\n");
    }

    @Test
    void whatWasRefusedIsCountedAndChangedNothing() throws Exception {
        send(new byte[0]);

        String metrics = rig.send(rig.request("/metrics").GET()).body();

        assertThat(metrics)
                .containsPattern("stacyvm_worker_rpc_requests_total\\{method=\"none\",status=\"400\"} [1-9]")
                .contains(
                        "stacyvm_worker_heartbeats_total 1\n",
                        "stacyvm_worker_token_state{state=\"ok\"} 1\n",
                        "stacyvm_worker_lease_held{lease=\"db-1\"} 1\n",
                        "stacyvm_worker_lease_generation{lease=\"db-1\"} 7\n",
                        "stacyvm_worker_draining 0\n",
                        "stacyvm_worker_token_expires_in_seconds ");
        assertThat(rig.plane.asked).doesNotContain("renew");
    }

    private static HttpResponse<String> send(byte[] body) throws Exception {
        return rig.send(rig.rpc(body).header("X-Worker-ID", WORKER).header("X-Worker-Token", token()));
    }
}
