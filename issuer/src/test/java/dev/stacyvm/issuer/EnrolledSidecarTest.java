package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.sidecar.Sidecar;
import dev.stacyvm.sidecar.SidecarCredential;
import dev.stacyvm.sidecar.SidecarPlan;
import dev.stacyvm.sidecar.SidecarTools;
import dev.stacyvm.sidecar.TokenFile;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sidecar and a real issuer, by way of enrolment. */
class EnrolledSidecarTest {
    @TempDir
    private Path folder;

    private final SigningKey signing = SigningKey.generate();
    private IssuerRig rig;
    private Path keyFile;
    private Path joinFile;
    private Path tokenFile;

    @BeforeEach
    void start() throws Exception {
        rig = IssuerRig.knownByItsAddress(folder.resolve("store"), Optional.of(new KeyPolicy(signing)));
        keyFile = folder.resolve("key");
        joinFile = folder.resolve("join-token");
        tokenFile = folder.resolve("token");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void enrolsAndWritesATokenThatTheIssuerAccepts() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");

        assertThat(once(file(tokenFile, Audience.CONTROL_PLANE))).isEmpty();

        assertThat(verdict(tokenFile, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
    }

    @Test
    void asksForNothingWithAKeyThatNobodyCanKnow() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");

        once(file(tokenFile, Audience.CONTROL_PLANE));

        assertThat(rig.get("/api/v1/admin/metrics/prometheus", IssuerRig.ADMIN))
                .contains("/token\",status=\"200\"} 1")
                .doesNotContain("/token\",status=\"401\"");
    }

    @Test
    void keepsItsKeyAndNeedsNoJoinTokenAgain() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");
        once(file(tokenFile, Audience.CONTROL_PLANE));
        Files.delete(joinFile);
        Files.delete(tokenFile);
        String key = Files.readString(keyFile);

        assertThat(once(file(tokenFile, Audience.CONTROL_PLANE))).isEmpty();

        assertThat(Files.readString(keyFile)).isEqualTo(key);
        assertThat(verdict(tokenFile, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void keepsSeveralFilesOfDifferentAudiencesAndFormatsWithOneEnrolment() throws Exception {
        invite("{\"worker_id\":\"worker-a\",\"audiences\":[\"worker:control-plane\",\"kafka\"]}");
        Path kafka = folder.resolve("kafka-token");
        Path fleet = folder.resolve("fleet-token");
        Audiences own = Audiences.of(Audience.CONTROL_PLANE);

        assertThat(once(
                        file(tokenFile, Audience.CONTROL_PLANE),
                        file(kafka, Audience.KAFKA),
                        file(fleet, own, Optional.of(TokenFormat.WORKER_V1))))
                .isEmpty();

        assertThat(verdict(tokenFile, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(kafka, Audience.KAFKA)).isInstanceOf(Verdict.Accepted.class);
        assertThat(rig.verifier.verify(Files.readString(fleet).strip(), Audience.CONTROL_PLANE))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(rig.get("/api/v1/admin/audit", IssuerRig.ADMIN).split("\"action\":\"enrol\"", -1))
                .hasSize(2);
    }

    @Test
    void keepsOneFileThatOpensControlPlaneAndKafka() throws Exception {
        invite("{\"worker_id\":\"worker-a\",\"audiences\":[\"kafka\",\"worker:control-plane\"]}");
        Audiences pair = Audiences.parse("worker:control-plane+kafka").orElseThrow();

        assertThat(once(file(tokenFile, pair, Optional.empty()))).isEmpty();

        assertThat(verdict(tokenFile, Audience.KAFKA)).isInstanceOf(Verdict.Accepted.class);
        Map<String, String> headers = Map.of(
                "X-Worker-ID",
                "worker-a",
                "X-Worker-Token",
                Files.readString(tokenFile).strip());
        assertThat(rig.post("/api/v1/worker/worker-a/heartbeat", headers, "{}")).startsWith("200 ");
    }

    @Test
    void tellsThatAnAdminKeyGetsNoTokenForKafka() {
        TokenFile kafka = file(tokenFile, Audience.KAFKA);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(rig.name(), new SidecarCredential.AdminKey(keyFile), kafka))
                .withMessageContaining("--key-file");
    }

    @Test
    void resumesByItselfAfterAnOutageLongerThanAnyToken() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");
        once(file(tokenFile, Audience.CONTROL_PLANE));
        String before = Files.readString(tokenFile);
        int port = rig.service().address().port();
        String url = rig.name();
        rig.halt();
        rig.time.advance(Duration.ofMinutes(30));

        assertThat(once(url, file(tokenFile, Audience.CONTROL_PLANE))).hasSize(1);
        assertThat(Files.readString(tokenFile)).isEqualTo(before);

        rig.resume(port);
        assertThat(once(url, file(tokenFile, Audience.CONTROL_PLANE))).isEmpty();
        assertThat(verdict(tokenFile, Audience.CONTROL_PLANE)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void tellsTheOperatorToMakeAJoinTokenWhereOneWasUsedByAnother() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");
        once(file(tokenFile, Audience.CONTROL_PLANE));
        P256Pair.readOrGenerate(folder.resolve("other-key"), Disk.local());
        keyFile = folder.resolve("other-key");
        Files.delete(tokenFile);

        assertThat(once(file(tokenFile, Audience.CONTROL_PLANE)))
                .singleElement()
                .asString()
                .contains("not enrolled", "make a new join token for worker-a");
        assertThat(tokenFile).doesNotExist();
    }

    @Test
    void refusesAKeyFileThatOthersCanRead() throws Exception {
        invite("{\"worker_id\":\"worker-a\"}");
        once(file(tokenFile, Audience.CONTROL_PLANE));
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));
        Files.delete(tokenFile);

        assertThat(once(file(tokenFile, Audience.CONTROL_PLANE)))
                .singleElement()
                .asString()
                .contains("chmod 600 " + keyFile);
    }

    @Test
    void refusesADamagedKeyFileAndLeavesItAlone() throws Exception {
        Files.writeString(keyFile, "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        invite("{\"worker_id\":\"worker-a\"}");

        assertThat(once(file(tokenFile, Audience.CONTROL_PLANE)))
                .singleElement()
                .asString()
                .contains(keyFile + " is no whole P-256 key pair");
        assertThat(Files.readString(keyFile)).isEqualTo("-----BEGIN PRIVATE KEY-----\nAAAA\n");
    }

    private void invite(String body) throws InvalidJson, IOException {
        String answer = rig.post("/api/v1/admin/join-tokens", IssuerRig.ADMIN, body);
        byte[] json = answer.substring(4).getBytes(StandardCharsets.UTF_8);
        Files.writeString(joinFile, Json.readObject(json).path("join_token").asText() + "\n");
    }

    private List<String> once(TokenFile... files) {
        return once(rig.name(), files);
    }

    private List<String> once(String url, TokenFile... files) {
        SidecarPlan plan = plan(url, new SidecarCredential.Enrolment(keyFile, Optional.of(joinFile)), files);
        Sidecar sidecar =
                new Sidecar(rig.vertx, plan, new SidecarTools(Scheduler.of(rig.vertx), rig.time, new Random(3)));
        Promise<List<String>> done = Promise.promise();
        rig.vertx.runOnContext(now -> sidecar.once().onComplete(done));
        List<String> problems = Await.value(done.future());
        Await.value(sidecar.stop());
        return problems;
    }

    private static SidecarPlan plan(String url, SidecarCredential credential, TokenFile... files) {
        return new SidecarPlan(
                BaseUrl.parse(url), credential, List.of(files), Optional.empty(), Optional.empty(), ClientTls.usual());
    }

    private static TokenFile file(Path path, Audience audience) {
        return file(path, Audiences.of(audience), Optional.empty());
    }

    private static TokenFile file(Path path, Audiences audiences, Optional<TokenFormat> format) {
        Duration ttl = Duration.ofMinutes(5);
        return new TokenFile(path, "worker-a", audiences, format, ttl, List.of(), FileMode.OWNER_ONLY);
    }

    private Verdict verdict(Path file, Audience audience) throws IOException {
        TokenVerifier verifier = JwtVerifier.of(List.of(signing.publicHalf()), rig.name(), rig.time);
        return verifier.verify(Files.readString(file).strip(), audience);
    }
}
