package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.Scope;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttestationRoutesTest {
    private static final String PATH = "/api/v1/worker/worker-a/attestations";
    private static final String REPORT = "{\"generated_at\":\"2026-05-09T10:00:00Z\",\"runtime\":\"docker\","
            + "\"status\":\"FAIL\",\"host\":{\"hostname\":\"h\",\"os\":\"Linux\"},\"checks\":["
            + "{\"status\":\"PASS\",\"name\":\"docker.cli\",\"message\":\"found\"},"
            + "{\"status\":\"WARN\",\"name\":\"docker.seccomp\",\"message\":\"<none>\"},"
            + "{\"status\":\"FAIL\",\"name\":\"docker.daemon\",\"message\":\"down\"}]}";

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
    void attestsWhatAnEnrolledWorkerPresents() throws Exception {
        byte[] envelope = attested();

        Attestation.Genuine genuine = (Attestation.Genuine) verifier().verify(envelope);

        assertThat(genuine.workerId()).isEqualTo("worker-a");
        assertThat(genuine.host()).isEqualTo("host-7");
        assertThat(genuine.attestedAt()).isEqualTo("2026-05-09T10:00:00Z");
        assertThat(genuine.report()).isEqualTo(Json.readObject(REPORT.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theStatementIsAnInTotoTestResult() throws Exception {
        Dsse dsse = Dsse.read(attested()).orElseThrow();
        JsonNode statement = Json.readObject(dsse.payload());

        assertThat(dsse.payloadType()).isEqualTo("application/vnd.in-toto+json");
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText())
                .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
        JsonNode predicate = statement.path("predicate");
        assertThat(predicate.path("result").asText()).isEqualTo("FAILED");
        assertThat(predicate.path("passedTests").toString()).isEqualTo("[\"docker.cli\"]");
        assertThat(predicate.path("warnedTests").toString()).isEqualTo("[\"docker.seccomp\"]");
        assertThat(predicate.path("failedTests").toString()).isEqualTo("[\"docker.daemon\"]");
    }

    @Test
    void opensslVerifiesTheEnvelopesSignature() throws Exception {
        Dsse dsse = Dsse.read(attested()).orElseThrow();
        // The encoding is written out here by hand, so that a mistake in ours cannot hide.
        byte[] head = ("DSSEv1 28 application/vnd.in-toto+json " + dsse.payload().length + " ")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] signed = new byte[head.length + dsse.payload().length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(dsse.payload(), 0, signed, head.length, dsse.payload().length);
        Path content = Files.write(folder.resolve("signed"), signed);
        Path signature = Files.write(folder.resolve("signature"), dsse.signature());
        Path key = Files.writeString(folder.resolve("key.pem"), published().get(0));

        assertThat(openssl(key, signature, content)).isZero();

        signed[signed.length - 2] ^= 1;
        Files.write(content, signed);
        assertThat(openssl(key, signature, content)).isNotZero();
    }

    @Test
    void everyChangeOfAnEnvelopeVoidsIt() throws Exception {
        ObjectNode good = Json.readObject(attested());
        String payload = good.path("payload").asText();
        AttestationVerifier verifier = verifier();
        for (int at = 0; at < payload.length(); at += 97) {
            char other = payload.charAt(at) == 'A' ? 'B' : 'A';
            ObjectNode edited = good.deepCopy();
            edited.put("payload", payload.substring(0, at) + other + payload.substring(at + 1));
            assertThat(verifier.verify(Json.write(edited))).isInstanceOf(Attestation.Rejected.class);
        }
        assertThat(verifier.verify(Json.write(good.deepCopy().put("payloadType", "text/plain"))))
                .isInstanceOf(Attestation.Rejected.class);
        assertThat(verifier.verify(Json.write(good.deepCopy().putNull("signatures"))))
                .isInstanceOf(Attestation.Rejected.class);
        assertThat(new AttestationVerifier(List.of(pair.publicKey())).verify(Json.write(good)))
                .isEqualTo(new Attestation.Rejected("no known key signed it"));
        assertThat(verifier.verify(new byte[] {(byte) 0xff})).isInstanceOf(Attestation.Rejected.class);
    }

    @Test
    void theKeyOutlivesARestartAndIsItsOwnersAlone() throws Exception {
        byte[] before = attested();
        rig.restart();

        assertThat(verifier().verify(before)).isInstanceOf(Attestation.Genuine.class);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("store/attestation-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(published()).hasSize(1).allSatisfy(pem -> assertThat(pem).doesNotContain("PRIVATE"));
    }

    @Test
    void takesNoReportFromAWorkerThatIsNotEnrolled() {
        assertThat(rig.post(PATH, rig.worker("worker-a", Scope.ATTEST), REPORT))
                .startsWith("403 ")
                .contains("not enrolled");
    }

    @Test
    void takesNoReportWithoutItsOwnScope() {
        assertThat(rig.post(PATH, rig.worker("worker-a"), REPORT))
                .isEqualTo("403 {\"code\":\"FORBIDDEN\",\"message\":\"required authorization scope missing\"}");
        assertThat(rig.post(PATH, IssuerRig.NOBODY, REPORT)).startsWith("401 ");
        assertThat(rig.post(PATH, rig.worker("worker-b", Scope.ATTEST), REPORT)).startsWith("403 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\":\"FAIL\",\"host\"|\"status\":\"PASS\",\"host\"|does not follow",
                "\"status\":\"FAIL\",\"host\"|\"status\":\"GOOD\",\"host\"|status must be",
                "2026-05-09T10:00:00Z|yesterday|generated_at",
                "{\"hostname\":\"h\",\"os\":\"Linux\"}|[]|host must be",
                "docker.seccomp|docker.cli|no name of its own",
                "\"status\":\"WARN\"|\"status\":\"OK\"|no status",
                "\"checks\"|\"cheques\"|checks must be",
                "\"message\":\"down\"|\"message\":7|no message"
            })
    void refusesAReportThatIsNone(String part, String replaced, String told) throws Exception {
        Map<String, String> headers = enrolled();
        assertThat(rig.post(PATH, headers, REPORT.replace(part, replaced)))
                .startsWith("400 ")
                .contains(told);
    }

    @Test
    void takesAReportOfHundredsOfKilobytesAndRefusesMoreThanAMebibyte() throws Exception {
        Map<String, String> headers = enrolled();
        String large = REPORT.replace("\"down\"", "\"" + "d".repeat(500_000) + "\"");
        String tooLarge = REPORT.replace("\"down\"", "\"" + "d".repeat(900_000) + "\"");
        String huge = REPORT.replace("\"down\"", "\"" + "d".repeat(1_100_000) + "\"");

        assertThat(rig.post(PATH, headers, large)).startsWith("201 ");
        assertThat(rig.post(PATH, headers, tooLarge)).startsWith("413 {\"code\":\"BAD_REQUEST\"");
        assertThat(rig.post(PATH, headers, huge)).startsWith("413 {\"code\":\"BAD_REQUEST\"");
    }

    private byte[] attested() throws InvalidJson {
        String answer = rig.post(PATH, enrolled(), REPORT);
        assertThat(answer).startsWith("201 ");
        return answer.substring(4).getBytes(StandardCharsets.UTF_8);
    }

    /** Headers of an enrolled worker's token. */
    private Map<String, String> enrolled() throws InvalidJson {
        String join = json(rig.post(
                        "/api/v1/admin/join-tokens",
                        IssuerRig.ADMIN,
                        "{\"worker_id\":\"worker-a\",\"host\":\"host-7\"}"))
                .path("join_token")
                .asText();
        String jwk = new String(Json.write(pair.publicKey().jwk()), StandardCharsets.UTF_8);
        rig.post("/api/v1/worker/worker-a/enroll", Map.of("Authorization", "Bearer " + join), "{\"jwk\":" + jwk + "}");
        String assertion = Assertion.sign(pair, "worker-a", rig.name(), rig.time.now());
        String token = json(rig.post(
                        "/api/v1/worker/worker-a/token", IssuerRig.NOBODY, "{\"assertion\":\"" + assertion + "\"}"))
                .path("token")
                .asText();
        return Map.of("X-Worker-ID", "worker-a", "X-Worker-Token", token);
    }

    private AttestationVerifier verifier() throws Exception {
        return new AttestationVerifier(published().stream()
                .map(pem -> P256Key.fromPem(pem).orElseThrow())
                .toList());
    }

    private List<String> published() throws Exception {
        return AttestationKeys.published(folder.resolve("store"));
    }

    private static int openssl(Path key, Path signature, Path content) throws Exception {
        Process process = new ProcessBuilder(
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-verify",
                        key.toString(),
                        "-signature",
                        signature.toString(),
                        content.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static JsonNode json(String answer) throws InvalidJson {
        return Json.readObject(answer.substring(4).getBytes(StandardCharsets.UTF_8));
    }
}
