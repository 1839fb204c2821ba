package dev.stacyvm.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.check.AttestationCheck.Answer;
import dev.stacyvm.check.Verification.Outcome;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactVerificationTest {
    private static final String HOST = """
            {"machine": "m1", "programs": {"proot": "proot 5.1.0"}, "digests": {"/usr/bin/proot": "sha256:aa"},
             "paths": {"/r": {"kind": "FOLDER"}}}""";
    private static final Answer ATTESTED = new Answer.Attested("worker-a");
    private static final Answer ABSENT = new Answer.Absent("nobody attested it");
    private static final Answer BAD = new Answer.Bad("it is about another report");

    private final ManualTime time = new ManualTime();

    @Test
    void isValidWhileAttestedFreshAndUnchanged() throws Exception {
        Verification found = verify(artifact(), HOST, ATTESTED);

        assertThat(found.outcome()).isEqualTo(Outcome.VALID);
        assertThat(found.stands()).isTrue();
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void isNeverValidWithoutAnAttestation() throws Exception {
        Verification found = verify(artifact(), HOST, ABSENT);

        assertThat(found.outcome()).isEqualTo(Outcome.UNSIGNED);
        assertThat(found.stands()).isFalse();
        assertThat(found.notes()).containsExactly("nobody attested it");
    }

    @Test
    void tellsWhatChangedSinceAlsoOfAnUnsignedOne() throws Exception {
        String updated = HOST.replace("5.1.0", "5.4.0").replace("sha256:aa", "sha256:bb");

        Verification attested = verify(artifact(), updated, ATTESTED);
        Verification unsigned = verify(artifact(), updated, ABSENT);

        assertThat(attested.outcome()).isEqualTo(Outcome.DRIFTED);
        assertThat(attested.notes())
                .containsExactly("proot.binary was sha256:aa and is sha256:bb", "proot.version was 5.1.0 and is 5.4.0");
        assertThat(unsigned.outcome()).isEqualTo(Outcome.UNSIGNED);
        assertThat(unsigned.notes())
                .startsWith(attested.notes().toArray(String[]::new))
                .endsWith("nobody attested it");
    }

    @Test
    void driftsWithTheKernelAndWithAProgramThatIsGone() throws Exception {
        String updated = HOST.replace("{\"machine\"", "{\"kernel\": \"6.2.0\", \"machine\"");
        String gone = HOST.replace("\"proot\":", "\"other\":");

        assertThat(verify(artifact(), updated, ATTESTED).notes()).containsExactly("kernel was 6.1.0 and is 6.2.0");
        assertThat(verify(artifact(), gone, ATTESTED).notes())
                .containsExactly(
                        "proot.binary was sha256:aa and is not there", "proot.version was 5.1.0 and is not there");
    }

    @Test
    void expiresWhenItsTimeIsOverAndNotBefore() throws Exception {
        byte[] artifact = artifact();

        time.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(verify(artifact, HOST, ATTESTED).outcome()).isEqualTo(Outcome.VALID);
        time.advance(Duration.ofSeconds(1));
        assertThat(verify(artifact, HOST, ATTESTED).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(verify(artifact, HOST, ATTESTED).notes()).containsExactly("it expired at 2026-06-08T10:00:00Z");
    }

    @Test
    void holdsOnTheHostItWasMadeOnOnly() throws Exception {
        Verification elsewhere = verify(artifact(), HOST.replace("m1", "m2"), ATTESTED);
        String renamed = HOST.replace("{\"machine\"", "{\"hostname\": \"host-b\", \"machine\"");

        assertThat(elsewhere.outcome()).isEqualTo(Outcome.WRONG_HOST);
        assertThat(elsewhere.outcome().word()).isEqualTo("WRONG-HOST");
        assertThat(elsewhere.notes()).containsExactly("it was made on the host host-a");
        assertThat(verify(artifact(), renamed, ATTESTED).outcome()).isEqualTo(Outcome.VALID);
    }

    @Test
    void goesByTheHostnameWhereThereIsNoMachineId() throws Exception {
        String without = HOST.replace("\"machine\": \"m1\", ", "");

        assertThat(verify(artifact(), without, ATTESTED).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verify(artifact(), "{\"hostname\": \"host-b\"}", ATTESTED).outcome())
                .isEqualTo(Outcome.WRONG_HOST);
    }

    @Test
    void callsWhatContradictsItsAttestationTampered() throws Exception {
        assertThat(verify(artifact(), HOST, BAD).outcome()).isEqualTo(Outcome.TAMPERED);
    }

    @Test
    void callsAStatusThatItsChecksDoNotAddUpToTampered() throws Exception {
        ObjectNode forged = Json.readObject(artifact());
        forged.put("status", "FAIL");

        assertThat(verify(Json.write(forged), HOST, ATTESTED).outcome()).isEqualTo(Outcome.TAMPERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "\"x\"", "{\"status\":\"PASS\"}", "\u0000", "not json"})
    void callsWhatIsNoCertificationTampered(String content) throws Exception {
        assertThat(verify(content.getBytes(UTF_8), HOST, ATTESTED).outcome()).isEqualTo(Outcome.TAMPERED);
    }

    @Test
    void doesNotStandWhereItCertifiesAFailure() throws Exception {
        byte[] failed = artifact("{\"machine\": \"m1\"}");

        Verification found = verify(failed, "{\"machine\": \"m1\"}", ATTESTED);

        assertThat(found.outcome()).isEqualTo(Outcome.VALID);
        assertThat(found.stands()).isFalse();
        assertThat(found.notes()).containsExactly("it says that the host failed");
    }

    @Test
    void isNotValidWithoutTermsOfItsOwn() throws Exception {
        ObjectNode bare = Json.readObject(artifact());
        bare.remove("expires_at");
        bare.withArray("checks").removeIf(row -> row.path("name").asText().equals("host.fingerprint"));

        Verification found = verify(Json.write(bare), HOST, ATTESTED);

        assertThat(found.outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(found.notes()).containsExactly("it does not say what it depends on", "it names no expiry");
    }

    @Test
    void dependsOnEngineAndRuntimeForWhatRunsThroughThem() throws Exception {
        String engine = """
                {"engine": {"info": {"KernelVersion": "6.1.0", "Runtimes": {"runsc": {"path": "/usr/bin/runsc"}}},
                  "version": {"Version": "28.2.2"}},
                 "programs": {"/usr/bin/runsc": "runsc version release-20221219.0"},
                 "digests": {"/usr/bin/runsc": "sha256:cc"}}""";
        Report report = certified(engine, Target.GVISOR);

        assertThat(Terms.of(report).fingerprint())
                .containsEntry("engine", "28.2.2")
                .containsEntry("engine.host_kernel", "6.1.0")
                .containsEntry("kernel", "6.1.0")
                .containsEntry("gvisor.runtime", "runsc")
                .containsEntry("gvisor.binary", "sha256:cc");
    }

    @Test
    void dependsOnTheImagesThatAreConfigured() throws Exception {
        String host = "{\"digests\": {\"/k\": \"sha256:k\", \"/r\": \"tree:r\"}}";
        CertificationSettings settings =
                CertificationSettings.of(Map.of("STACYVM_FIRECRACKER_KERNEL", "/k", "STACYVM_PROOT_ROOTFS", "/r"));
        DataHost data = new DataHost(Json.readObject(host.getBytes(UTF_8)));

        Map<String, String> parts = new Fingerprints(data, settings)
                .of(Target.ALL, data.identity().result().facts())
                .result();

        assertThat(parts)
                .containsEntry("firecracker.kernel", "sha256:k")
                .containsEntry("proot.rootfs", "tree:r")
                .doesNotContainKey("engine");
    }

    private byte[] artifact() throws Exception {
        return artifact(HOST);
    }

    private byte[] artifact(String host) throws Exception {
        return Json.write(certified(host, Target.PROOT));
    }

    private Report certified(String host, Target target) throws Exception {
        DataHost data = new DataHost(Json.readObject(host.getBytes(UTF_8)));
        CertificationSettings settings = CertificationSettings.of(Map.of());
        return new RuntimeCertification(data, time)
                .run(target, settings)
                .compose(new Stamping(data, settings)::stamp)
                .result()
                .report();
    }

    private Verification verify(byte[] artifact, String host, Answer answer) throws Exception {
        DataHost data = new DataHost(Json.readObject(host.getBytes(UTF_8)));
        AttestationCheck attestations = content -> answer;
        return new ArtifactVerification(data, time, CertificationSettings.of(Map.of()), attestations)
                .verify(artifact)
                .result();
    }
}
