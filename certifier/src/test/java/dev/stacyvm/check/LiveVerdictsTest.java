package dev.stacyvm.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.probe.DataLive;
import dev.stacyvm.report.Report;
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

/** What is judged of sandboxes: each case says only how it differs from a host on which all is well. */
class LiveVerdictsTest {
    private static final String GOOD_HOST = """
            {"programs": {"docker": "28.2.2", "firecracker": "1.7.0", "jailer": "1.7.0", "proot": "5.1.0", "/usr/bin/runsc": "runsc version 1",
               "/usr/bin/kata-runtime": "kata-runtime : 3.2.0"}, "kvm": "works",
             "engine": {"info": {"KernelVersion": "6.1.0", "SecurityOptions": ["name=seccomp,profile=builtin"],
               "Runtimes": {"runc": {"path": "runc"}, "runsc": {"path": "/usr/bin/runsc"}, "kata": {"path": "/usr/bin/kata-runtime"}}}},
             "paths": {"/k": {"kind": "FILE", "image": "ELF"},
               "/r": {"kind": "FOLDER", "shell": true}, "/w": {"kind": "FOLDER", "writable": true}}}""";
    private static final String GOOD_SANDBOX = """
            {"inside": {"kernel": "6.9.0", "boot_id": "b-guest", "Seccomp": "2", "NoNewPrivs": "1",
               "CapEff": "0000000000000000", "CapBnd": "0000000000000000", "devices": "lo", "ns.user": "user:[2]",
               "ns.cgroup": "cgroup:[2]",
               "ns.pid": "pid:[2]", "ns.mnt": "mnt:[2]", "ns.net": "net:[2]", "ns.ipc": "ipc:[2]", "ns.uts": "uts:[2]",
               "dmesg": "[    0.000000] Starting gVisor..."},
             "outside": {"kernel": "6.1.0", "boot_id": "b-host", "ns.pid": "pid:[1]", "ns.mnt": "mnt:[1]",
               "ns.net": "net:[1]", "ns.ipc": "ipc:[1]", "ns.uts": "uts:[1]"},
             "memory": "stopped", "memory_within": "finished", "pids": "stopped", "pids_within": "finished", "cpu": [12, 10], "vmm": "qemu-system",
             "rootfs": true, "exit": 7, "workspace": true, "beside": true,
             "console": true, "end": "ended with status 0"}""";
    private static final String SANDBOX = " run isolation network limit_memory limit_pids limit_cpu cleanup";
    /** What each runtime is judged by with real sandboxes, in the order of the report. */
    private static final Map<Target, String> ROWS = Map.of(
            Target.DOCKER, "cli daemon seccomp" + SANDBOX,
            Target.GVISOR, "discovery runtime binary" + SANDBOX,
            Target.KATA, "discovery runtime binary kvm" + SANDBOX,
            Target.FIRECRACKER, "binary kvm kvm_access kernel jailer boot",
            Target.PROOT, "binary rootfs workspace isolation run confinement");

    private static final CertificationSettings SETTINGS = CertificationSettings.of(Map.of(
            "STACYVM_FIRECRACKER_KERNEL", "/k", "STACYVM_PROOT_ROOTFS", "/r", "STACYVM_PROOT_WORKSPACE_BASE", "/w"));

    @TestFactory
    Stream<DynamicTest> judgesEachSandboxOfTheCorpusAsWritten() throws Exception {
        return Corpus.read("live.json").stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.path("target").asText() + ": " + each.path("why").asText(), () -> judgesAsWritten(each)));
    }

    @Test
    void startsNothingWhereARequiredCheckBeforeFailed() throws Exception {
        ObjectNode host = object(GOOD_HOST);
        host.remove("engine");
        DataLive live = new DataLive(object(GOOD_SANDBOX));

        Report report = certify(host, live, Target.KATA);

        assertThat(live.asked()).isEmpty();
        assertThat(judged(report))
                .containsEntry("kata.discovery", "FAIL")
                .containsEntry("kata.run", "SKIP")
                .containsEntry("kata.cleanup", "SKIP");
    }

    @Test
    void asksForTheRuntimeByTheNameItIsRegisteredUnder() throws Exception {
        DataLive live = new DataLive(object(GOOD_SANDBOX));

        certify(object(GOOD_HOST), live, Target.ALL);

        assertThat(live.asked()).isEqualTo(List.of("", "runsc", "kata"));
    }

    @Test
    void tellsHowLongASandboxTookToStart() throws Exception {
        Report report = certify(object(GOOD_HOST), new DataLive(object(GOOD_SANDBOX)), Target.DOCKER);

        assertThat(report.checks())
                .filteredOn(row -> row.name().equals("docker.run"))
                .singleElement()
                .satisfies(row -> assertThat(row.evidence()).containsEntry("startup_ms", "153"));
    }

    /** What the sandboxes of a case are judged to be. */
    static Report judgedCase(JsonNode each) throws Exception {
        Target target = Target.parse(each.path("target").asText()).orElseThrow();
        DataLive live = new DataLive(Corpus.patched(object(GOOD_SANDBOX), each.path("live")));
        return certify(Corpus.patched(object(GOOD_HOST), each.path("host")), live, target);
    }

    private static void judgesAsWritten(JsonNode each) throws Exception {
        Target target = Target.parse(each.path("target").asText()).orElseThrow();

        Report report = judgedCase(each);

        Map<String, String> expected = new LinkedHashMap<>();
        for (String row : ROWS.get(target).split(" ", -1)) {
            expected.put(target.word() + "." + row, "PASS");
        }
        each.path("expect").properties().forEach(row -> {
            String name = target.word() + "." + row.getKey();
            assertThat(expected).containsKey(name);
            expected.compute(
                    name,
                    (key, pass) ->
                            row.getValue().isNull() ? null : row.getValue().asText());
        });
        assertThat(judged(report)).containsExactlyEntriesOf(expected);
        Corpus.assertSaid(report.checks(), target.word() + ".", each.path("says"));
        assertThat(report.status()).isEqualTo(expected.containsValue("FAIL") ? Status.FAIL : Status.PASS);
        assertThat(report.checks()).allSatisfy(row -> {
            assertThat(row.message()).isNotBlank();
            assertThat(row.remediation() == null).isEqualTo(row.status() == Status.PASS);
        });
    }

    private static Report certify(ObjectNode host, DataLive live, Target target) {
        return new RuntimeCertification(new DataHost(host), new ManualTime())
                .withLive(live)
                .run(target, SETTINGS)
                .result()
                .report();
    }

    private static Map<String, String> judged(Report report) {
        Map<String, String> judged = new LinkedHashMap<>();
        report.checks().forEach(row -> judged.put(row.name(), row.status().name()));
        return judged;
    }

    private static ObjectNode object(String json) throws Exception {
        return Json.readObject(json.getBytes(UTF_8));
    }
}
