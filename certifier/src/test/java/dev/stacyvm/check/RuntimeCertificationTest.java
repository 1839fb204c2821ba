package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.check.CertificationSettings.Firecracker;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RuntimeCertificationTest {
    @TestFactory
    Stream<DynamicTest> judgesEachHostOfTheCorpusAsWritten() throws Exception {
        return corpus().map(host -> DynamicTest.dynamicTest(
                host.path("target").asText() + ": " + host.path("why").asText(), () -> judgesAsWritten(host)));
    }

    @Test
    void publishesOneReportForEachRuntimeOfAll() {
        DataHost host = DataHost.bare();

        Certification found = certify(host, Target.ALL, CertificationSettings.of(Map.of()));

        assertThat(found.perRuntime().stream().map(Report::runtime))
                .containsExactly("docker", "gvisor", "kata", "firecracker", "proot");
        assertThat(found.report().runtime()).isEqualTo("all");
        assertThat(found.report().checks())
                .isEqualTo(found.perRuntime().stream()
                        .flatMap(report -> report.checks().stream())
                        .toList());
        assertThat(found.report().generatedAt()).isEqualTo("2026-05-09T10:00:00Z");
    }

    @Test
    void asksTheEngineOnceForAllRuntimesAndNotForThoseThatNeedNone() {
        DataHost host = DataHost.bare();

        certify(host, Target.PROOT, CertificationSettings.of(Map.of()));
        assertThat(host.engineQuestions()).isZero();

        certify(host, Target.ALL, CertificationSettings.of(Map.of()));
        assertThat(host.engineQuestions()).isEqualTo(1);
    }

    @Test
    void tellsWhereItRanOnceForAll() {
        DataHost host = new DataHost(Json.object().put("container", "its root file system is an overlay"));

        Certification found = certify(host, Target.ALL, CertificationSettings.of(Map.of()));

        assertThat(found.report().checks().stream().filter(row -> row.name().equals("host.container")))
                .hasSize(1);
        assertThat(found.perRuntime())
                .allMatch(report -> report.checks().get(0).name().equals("host.container"));
    }

    @Test
    void knowsItsTargetsByNameOnly() {
        assertThat(Target.parse("kata")).contains(Target.KATA);
        assertThat(Target.parse("KATA")).isEmpty();
        assertThat(Target.parse("")).isEmpty();
        assertThat(Target.words()).isEqualTo("all, docker, gvisor, kata, firecracker, proot");
    }

    /** What a host of the corpus is judged to be. */
    static Report judged(JsonNode data) {
        Target target = Target.parse(data.path("target").asText()).orElseThrow();
        return certify(new DataHost(data), target, settings(data)).report();
    }

    private static void judgesAsWritten(JsonNode data) {
        Report report = judged(data);

        Map<String, String> expected = texts(data.path("expect"));
        Map<String, String> judged = new LinkedHashMap<>();
        report.checks().forEach(row -> judged.put(row.name(), row.status().name()));
        assertThat(judged).containsExactlyEntriesOf(expected);
        Corpus.assertSaid(report.checks(), "", data.path("says"));
        assertThat(report.status()).isEqualTo(expected.containsValue("FAIL") ? Status.FAIL : Status.PASS);
        assertThat(report.checks()).allSatisfy(row -> {
            assertThat(row.message()).isNotBlank();
            assertThat(row.remediation() == null).isEqualTo(row.status() == Status.PASS);
        });
    }

    private static CertificationSettings settings(JsonNode data) {
        CertificationSettings settings = CertificationSettings.of(texts(data.path("settings")))
                .withEngineHost(data.path("engine_host").asText(""));
        JsonNode paths = data.path("firecracker_paths");
        return paths.isMissingNode()
                ? settings
                : settings.withFirecracker(new Firecracker(
                        "", paths.path(0).asText(), paths.path(1).asText()));
    }

    private static Certification certify(DataHost host, Target target, CertificationSettings settings) {
        return new RuntimeCertification(host, new ManualTime())
                .run(target, settings)
                .result();
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    private static Stream<JsonNode> corpus() throws Exception {
        return Corpus.read("hosts.json").stream();
    }
}
