package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.Scope;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.VerifiedToken;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

class EnrolmentRoutesTest {
    private static final String JOIN = "/api/v1/admin/join-tokens";
    private static final String ENROL = "/api/v1/worker/worker-a/enroll";
    private static final String TOKEN = "/api/v1/worker/worker-a/token";
    private static final String REFUSED_JOIN =
            "401 {\"code\":\"UNAUTHORIZED\",\"message\":\"invalid, expired or used join token\"}";
    private static final String REFUSED_ASSERTION =
            "401 {\"code\":\"UNAUTHORIZED\",\"message\":\"invalid worker assertion\"}";

    @TempDir
    private Path folder;

    private final P256Pair pair = P256Pair.generate();
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
    void enrolsTheWorkerForWhatTheJoinTokenGrants() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");

        assertThat(enrol(join, pair))
                .isEqualTo("201 {\"worker_id\":\"worker-a\",\"audiences\":[\"worker:control-plane\"],"
                        + "\"scopes\":[\"worker:heartbeat\",\"worker:lease\",\"certify:attest\"],\"issuer\":\""
                        + rig.name() + "\"}");
    }

    @Test
    void mintsForAnAssertionOfTheEnrolledKey() throws Exception {
        enrolled();

        VerifiedToken token = verified(rig.post(TOKEN, IssuerRig.NOBODY, request(assertion(), "\"ttl\":\"2m\"")));

        assertThat(token.workerId()).isEqualTo("worker-a");
        assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.HEARTBEAT, Scope.LEASE, Scope.ATTEST);
        assertThat(Duration.between(token.issuedAt(), token.expiresAt())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aStolenJoinTokenWorksAtMostOnceAndItsUseIsInTheAuditLog() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");
        enrol(join, pair);

        assertThat(enrol(join, P256Pair.generate())).isEqualTo(REFUSED_JOIN);

        List<JsonNode> audit = audit();
        assertThat(audit)
                .extracting(entry -> entry.path("action").asText() + ": "
                        + entry.path("outcome").asText())
                .containsExactly("enrol: used join token", "enrol: done", "make join token: done");
        assertThat(audit).extracting(entry -> entry.path("worker_id").asText()).containsOnly("worker-a");
        assertThat(audit).extracting(entry -> entry.path("token_id").asText()).doesNotContain("");
        assertThat(audit.stream().map(entry -> entry.path("token_id").asText()).distinct())
                .hasSize(1);
        assertThat(audit.toString()).doesNotContain(join);
    }

    @Test
    void aLostAnswerHealsForTheKeyThatUsedTheJoinTokenAndForNoOther() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");
        enrol(join, pair);
        assertThat(enrol(join, pair)).startsWith("201 ");

        String second = join("{\"worker_id\":\"worker-a\"}");
        assertThat(enrol(second, P256Pair.generate())).startsWith("201 ");

        assertThat(enrol(join, pair)).as("the key was replaced since").isEqualTo(REFUSED_JOIN);
    }

    @Test
    void refusesAJoinTokenOfAnotherWorker() throws Exception {
        assertThat(enrol(join("{\"worker_id\":\"worker-b\"}"), pair)).isEqualTo(REFUSED_JOIN);
    }

    @Test
    void refusesAnExpiredJoinToken() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\",\"ttl\":\"10s\"}");
        rig.time.advance(Duration.ofSeconds(10));

        assertThat(enrol(join, pair)).isEqualTo(REFUSED_JOIN);
    }

    @Test
    void storesNoJoinTokenInClear() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");
        enrol(join, pair);
        rig.restart();

        byte[] secret = join.substring(join.indexOf('.') + 1).getBytes(StandardCharsets.US_ASCII);
        try (var files = Files.list(folder.resolve("store"))) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void survivesARestart() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");
        enrol(join, pair);
        String before = assertion();
        assertThat(renew(before)).startsWith("200 ");

        rig.restart();

        assertThat(enrol(join, P256Pair.generate())).isEqualTo(REFUSED_JOIN);
        assertThat(renew(Assertion.sign(pair, "worker-a", rig.name(), rig.time.now())))
                .startsWith("200 ");
    }

    @Test
    void takesAnAssertionOnceAlsoAcrossARestart() throws Exception {
        enrolled();
        String assertion = assertion();
        assertThat(renew(assertion)).startsWith("200 ");
        assertThat(renew(assertion)).startsWith("401 ").contains("used before");

        rig.restart();

        assertThat(renew(assertion)).startsWith("401 ").contains("used before");
    }

    @Test
    void anAccessTokenCannotBeRenewed() throws Exception {
        enrolled();
        JsonNode reply = json(renew(assertion()));
        String access = reply.path("token").asText();
        Map<String, String> headers =
                Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", access, "Authorization", "Bearer " + access);

        assertThat(rig.post(TOKEN, headers, "{}")).isEqualTo(REFUSED_ASSERTION);
        assertThat(rig.post(TOKEN, headers, request(access, "\"ttl\":\"5m\""))).isEqualTo(REFUSED_ASSERTION);
        assertThat(enrol(access, P256Pair.generate())).isEqualTo(REFUSED_JOIN);
    }

    @Test
    void anUnknownWorkerLearnsNoMoreThanAThiefOfAnotherKey() throws Exception {
        enrolled();
        String path = "/api/v1/worker/worker-z/token";

        String unknown = rig.post(
                path,
                IssuerRig.NOBODY,
                request(Assertion.sign(pair, "worker-z", rig.name(), rig.time.now()), "\"ttl\":\"5m\""));
        String foreign = renew(Assertion.sign(P256Pair.generate(), "worker-a", rig.name(), rig.time.now()));

        assertThat(unknown).isEqualTo(REFUSED_ASSERTION);
        assertThat(foreign).isEqualTo(REFUSED_ASSERTION);
    }

    @Test
    void aRequestOnlyNarrows() throws Exception {
        enrol(
                join("{\"worker_id\":\"worker-a\",\"audiences\":[\"worker:rpc\",\"worker:control-plane\"],"
                        + "\"scopes\":[\"worker:heartbeat\"]}"),
                pair);

        VerifiedToken token = verified(
                rig.post(TOKEN, IssuerRig.NOBODY, request(assertion(), "\"audience\":[\"worker:control-plane\"]")));
        assertThat(token.scopes()).containsExactly(Scope.HEARTBEAT);
        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, request(assertion(), "\"audience\":[\"kafka\"]")))
                .isEqualTo("403 {\"code\":\"FORBIDDEN\",\"message\":"
                        + "\"audience \\\"kafka\\\" is not granted to this worker\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"audience\":[\"kafka\"]|400|kafka takes no worker-v1 token",
                "\"format\":\"jwt\"|400|format \\\"jwt\\\" is not minted here; leave it out for worker-v1",
                "\"format\":\"saml\"|400|format \\\"saml\\\" is not minted here",
                "\"audience\":[\"worker:rpc\",\"kafka\"]|400|audience must name one audience, or",
                "\"audience\":[\"kafka\",\"kafka\"]|400|audience must name one audience, or",
                "\"audience\":[null]|400|audience must name one audience, or",
                "\"audience\":[\"everyone\"]|403|is not granted to this worker"
            })
    void mintsForNoOthersThanMayShareATokenOfThatFormat(String asked, String status, String told) throws Exception {
        enrol(
                join("{\"worker_id\":\"worker-a\","
                        + "\"audiences\":[\"worker:control-plane\",\"worker:rpc\",\"kafka\"]}"),
                pair);

        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, request(assertion(), asked)))
                .startsWith(status + " ")
                .contains(told);
    }

    @Test
    void anAssertionForTooMuchIsNotUsedUp() throws Exception {
        enrolled();
        String assertion = assertion();

        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, request(assertion, "\"audience\":[\"kafka\"]")))
                .startsWith("403 ");
        assertThat(renew(assertion)).startsWith("200 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|worker_id is required",
                "{\"worker_id\":\"admin\"}|worker id \\\"admin\\\" is reserved",
                "{\"worker_id\":\"a/b\"}|is not valid",
                "{\"worker_id\":\"a\\nb\"}|is not valid",
                "{\"worker_id\":\"worker-a\",\"ttl\":\"2h\"}|ttl must be from 1s to 1h",
                "{\"worker_id\":\"worker-a\",\"ttl\":\"soon\"}|invalid ttl",
                "{\"worker_id\":\"worker-a\",\"audiences\":[\"everyone\"]}|audience \\\"everyone\\\" is unknown",
                "{\"worker_id\":\"worker-a\",\"audiences\":[null]}|is unknown",
                "{\"worker_id\":\"worker-a\",\"scopes\":[\"admin:*\"]}|scope \\\"admin:*\\\" is unknown",
                "{\"worker_id\":\"worker-a\",\"scopes\":[\"certify:attest\"]}|at least one worker:* scope",
                "{\"worker_id\":\"worker-a\",\"host\":\"../../etc\"}|is not valid",
                "{\"worker_id\":\"a\",\"worker_id\":\"b\"}|invalid request body",
                "[]|invalid request body"
            })
    void refusesAJoinTokenThatCannotBeMeant(String body, String told) {
        assertThat(rig.post(JOIN, IssuerRig.ADMIN, body)).startsWith("400 ").contains(told);
    }

    @Test
    void onlyAnAdminMakesJoinTokens() {
        String body = "{\"worker_id\":\"worker-a\"}";
        assertThat(rig.post(JOIN, IssuerRig.NOBODY, body)).startsWith("401 ");
        assertThat(rig.post(JOIN, IssuerRig.READER, body)).startsWith("403 ");
        assertThat(rig.post(JOIN, rig.worker("worker-a"), body)).startsWith("401 ");
        assertThat(rig.get("/api/v1/admin/audit", IssuerRig.READER)).startsWith("403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"jwk\":null}",
                "{\"jwk\":{}}",
                "{\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
                "{\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}}",
                "{\"jwk\":\"text\"}"
            })
    void refusesAKeyOfAnotherKindWithoutUsingTheJoinToken(String body) throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");

        assertThat(rig.post(ENROL, Map.of("Authorization", "Bearer " + join), body))
                .startsWith("400 ");
        assertThat(enrol(join, pair)).startsWith("201 ");
    }

    @Test
    void refusesAPrivateKeyAndAPointOffTheCurve() throws Exception {
        String join = join("{\"worker_id\":\"worker-a\"}");
        Map<String, String> headers = Map.of("Authorization", "Bearer " + join);
        ObjectNode withD =
                pair.publicKey().jwk().put("d", pair.publicKey().jwk().path("x").asText());
        ObjectNode offCurve = pair.publicKey().jwk();
        offCurve.put("y", offCurve.path("x").asText());

        for (ObjectNode jwk : List.of(withD, offCurve)) {
            String body = new String(Json.write(Json.object().set("jwk", jwk)), StandardCharsets.UTF_8);
            assertThat(rig.post(ENROL, headers, body)).startsWith("400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a%0Ab", "admin", "local", "recorder", "%20", "-a"})
    void refusesIdsThatCannotBeAWorkers(String id) {
        String body =
                new String(Json.write(Json.object().set("jwk", pair.publicKey().jwk())), StandardCharsets.UTF_8);
        assertThat(rig.post("/api/v1/worker/" + id + "/enroll", Map.of("Authorization", "Bearer x"), body))
                .startsWith("400 {\"code\":\"BAD_REQUEST\"");
        assertThat(rig.post("/api/v1/worker/" + id + "/token", IssuerRig.NOBODY, "{\"assertion\":\"x\"}"))
                .startsWith("400 {\"code\":\"BAD_REQUEST\"");
    }

    @Test
    void refusesHostileBodiesInTheContractsShape() {
        String huge = "{\"assertion\":\"" + "a".repeat(70_000) + "\"}";
        String nested = "{\"assertion\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, huge)).startsWith("413 {\"code\":\"BAD_REQUEST\"");
        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, nested)).startsWith("400 {\"code\":\"BAD_REQUEST\"");
        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, "{\"assertion\":\"a\",\"assertion\":\"b\"}"))
                .startsWith("400 {\"code\":\"BAD_REQUEST\"");
        assertThat(rig.postBytes(TOKEN, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .startsWith("400 {\"code\":\"BAD_REQUEST\"");
    }

    @Test
    void answers429WithRetryAfterToWhoComesTooOften() {
        String last = "";
        for (int attempt = 0; attempt <= 200; attempt++) {
            last = rig.post(TOKEN, IssuerRig.NOBODY, "{}");
        }
        assertThat(last).startsWith("429 {\"code\":\"RESOURCE_LIMIT\"");

        rig.time.advance(Duration.ofSeconds(1));

        assertThat(rig.post(TOKEN, IssuerRig.NOBODY, "{}")).startsWith("401 ");
    }

    @Test
    void pagesTheAuditLogFromTheNewest() throws Exception {
        for (int number = 0; number < 5; number++) {
            join("{\"worker_id\":\"worker-" + number + "\"}");
        }
        JsonNode page =
                json(rig.get("/api/v1/admin/audit?limit=2", IssuerRig.ADMIN)).path("entries");
        assertThat(page).hasSize(2);
        assertThat(page.path(0).path("worker_id").asText()).isEqualTo("worker-4");
        String before = page.path(1).path("position").asText();
        JsonNode next = json(rig.get("/api/v1/admin/audit?before=" + before, IssuerRig.ADMIN))
                .path("entries");
        assertThat(next).hasSize(3);
        assertThat(rig.get("/api/v1/admin/audit?limit=all", IssuerRig.ADMIN)).startsWith("400 ");
    }

    private void enrolled() throws InvalidJson {
        assertThat(enrol(join("{\"worker_id\":\"worker-a\"}"), pair)).startsWith("201 ");
    }

    private String join(String body) throws InvalidJson {
        return json(rig.post(JOIN, IssuerRig.ADMIN, body)).path("join_token").asText();
    }

    private String enrol(String join, P256Pair key) {
        String body =
                new String(Json.write(Json.object().set("jwk", key.publicKey().jwk())), StandardCharsets.UTF_8);
        return rig.post(ENROL, Map.of("Authorization", "Bearer " + join), body);
    }

    private String assertion() {
        return Assertion.sign(pair, "worker-a", rig.name(), rig.time.now());
    }

    private String renew(String assertion) {
        return rig.post(TOKEN, IssuerRig.NOBODY, request(assertion, "\"ttl\":\"5m\""));
    }

    private static String request(String assertion, String more) {
        return "{\"assertion\":\"" + assertion + "\"," + more + "}";
    }

    private List<JsonNode> audit() throws InvalidJson {
        JsonNode entries = json(rig.get("/api/v1/admin/audit", IssuerRig.ADMIN)).path("entries");
        return entries.valueStream().toList();
    }

    private VerifiedToken verified(String answer) throws InvalidJson {
        assertThat(answer).startsWith("200 ");
        String token = json(answer).path("token").asText();
        assertThat(UnverifiedToken.inspect(token)).isPresent();
        return ((Verdict.Accepted) rig.verifier.verify(token, Audience.CONTROL_PLANE)).token();
    }

    private static ObjectNode json(String answer) throws InvalidJson {
        return Json.readObject(answer.substring(answer.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
    }
}
