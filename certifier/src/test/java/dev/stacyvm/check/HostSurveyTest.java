package dev.stacyvm.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is worth knowing of a host: each case says only how it differs from a host with nothing to say against. */
class HostSurveyTest {
    private static final String GOOD_HOST = """
            {"kernel": "6.1.0", "files": {
               "sys/fs/cgroup/cgroup.controllers": "cpuset cpu io memory pids",
               "proc/sys/user/max_user_namespaces": "15000", "sys/kernel/security/lsm": "capability,yama,apparmor",
               "sys/module/kvm_intel/parameters/nested": "N", "sys/devices/system/cpu/smt/active": "0",
               "sys/devices/system/cpu/vulnerabilities/meltdown": "Mitigation: PTI",
               "sys/devices/system/cpu/vulnerabilities/spectre_v2": "Not affected",
               "proc/cpuinfo": "processor : 0\\nmicrocode : 0xf4", "sys/kernel/mm/ksm/run": "0",
               "proc/swaps": "Filename Type Size Used Priority", "disk.free": "60000000000",
               "disk.total": "100000000000", "run/systemd/timesync/synchronized": ""}}""";

    @TestFactory
    Stream<DynamicTest> judgesEachHostOfTheCorpusAsWritten() throws Exception {
        return Corpus.read("survey.json").stream()
                .map(each -> DynamicTest.dynamicTest(each.path("why").asText(), () -> judgesAsWritten(each)));
    }

    @Test
    void neverFailsAHost() throws Exception {
        List<CheckResult> rows = survey(Json.object());

        assertThat(rows).isNotEmpty().noneMatch(row -> row.status() == Status.FAIL);
    }

    @Test
    void leavesOutTheEngineWhereNoneAnswers() throws Exception {
        assertThat(survey(object(GOOD_HOST))).noneMatch(row -> row.name().startsWith("host.engine"));
    }

    @Test
    void addsItsRowsToEveryReportAndChangesNoStatus() {
        DataHost host = DataHost.bare();
        Certification found = new RuntimeCertification(host, new ManualTime())
                .run(Target.ALL, CertificationSettings.of(Map.of()))
                .result();

        Certification more = new HostSurvey(host, new ManualTime()).add(found).result();

        assertThat(more.report().checks())
                .hasSizeGreaterThan(found.report().checks().size());
        assertThat(more.perRuntime())
                .allSatisfy(report -> assertThat(report.checks())
                        .filteredOn(row -> row.name().equals("host.swap"))
                        .hasSize(1));
        assertThat(more.report().status()).isEqualTo(found.report().status());
    }

    /** The rows of a host of the corpus. */
    static List<CheckResult> judged(JsonNode each) throws Exception {
        ObjectNode host = Corpus.patched(object(GOOD_HOST), each);
        host.set("engine", engine(each));
        return survey(host);
    }

    private static void judgesAsWritten(JsonNode each) throws Exception {
        Map<String, String> judged = new LinkedHashMap<>();
        judged(each).forEach(row -> judged.put(row.name(), row.status().name()));

        Map<String, String> expected = new LinkedHashMap<>();
        judged.keySet().forEach(name -> expected.put(name, "PASS"));
        each.path("expect").properties().forEach(row -> {
            assertThat(expected).containsKey("host." + row.getKey());
            expected.put("host." + row.getKey(), row.getValue().asText());
        });
        assertThat(judged).containsExactlyEntriesOf(expected).hasSize(15);
        Corpus.assertSaid(judged(each), "host.", each.path("says"));
    }

    private static ObjectNode engine(JsonNode each) {
        ObjectNode engine = Json.object();
        ObjectNode info = engine.putObject("info");
        info.put("LiveRestoreEnabled", each.path("live_restore").asBoolean(true));
        if (each.has("security")) {
            info.set("SecurityOptions", each.path("security"));
        } else {
            info.putArray("SecurityOptions").add("name=rootless");
        }
        ObjectNode release =
                engine.putObject("version").put("Version", each.path("version").asText("28.2.2"));
        release.putArray("Components")
                .addObject()
                .put("Name", each.path("product").asText("Engine"));
        return engine;
    }

    private static List<CheckResult> survey(ObjectNode data) {
        DataHost host = new DataHost(data);
        return new HostSurvey(host, new ManualTime())
                .rows(host.identity().result().facts())
                .result();
    }

    private static ObjectNode object(String json) throws Exception {
        return Json.readObject(json.getBytes(UTF_8));
    }
}
