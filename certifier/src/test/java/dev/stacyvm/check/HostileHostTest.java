package dev.stacyvm.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.probe.DataLive;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Json;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host on which every text that an engine, a file, a program or the environment supplies is the same hostile one. */
class HostileHostTest {
    static List<String> hostile() {
        return List.of(
                "a|b|c",
                "\"quoted\" 'quoted' \\",
                "line\nline\r\nline\u2028line\u0085line",
                "\u001b[2J\u001b]0;title\u0007\u009b31m",
                "<script>alert(1)</script>]]><!--&amp;",
                "`code` **bold** [link](javascript:1) ~~~ $x$ <br>",
                "half \ud800 pair \ufffe \uffff \u0000 end",
                "\u202eright to left",
                "x".repeat(1024 * 1024),
                "");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void keepsEveryFormItsShape(String text) throws Exception {
        Report report = certify(text);

        assertThat(Json.read(Format.JSON.render(report).getBytes(UTF_8), Report.class))
                .isEqualTo(report);
        validate(Format.JUNIT.render(report));
        assertTerminalIsSafe(Format.TEXT.render(report));
        assertTableIsWhole(Format.MARKDOWN.render(report), report.checks().size());
    }

    private static void assertTerminalIsSafe(String text) {
        assertThat(text.lines()).allMatch(line -> line.startsWith("[") || line.startsWith("      fix: "));
        assertThat(text.codePoints().filter(each -> each != '\n').noneMatch(Character::isISOControl))
                .isTrue();
        assertThat(text.lines()).allMatch(line -> line.length() < 10_000);
    }

    private static void assertTableIsWhole(String page, int rows) {
        List<String> table = page.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(table)
                .hasSize(rows + 2)
                .allMatch(line -> line.replace("\\|", "")
                                .chars()
                                .filter(each -> each == '|')
                                .count()
                        == 4);
        assertThat(page).doesNotContain("<script");
    }

    private static void validate(String xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(HostileHostTest.class.getResource("/junit-report.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    private static Report certify(String text) {
        Map<String, String> environment = Map.of(
                "STACYVM_FIRECRACKER_KERNEL",
                text + "k",
                "STACYVM_PROOT_ROOTFS",
                text + "r",
                "STACYVM_PROOT_WORKSPACE_BASE",
                text + "w");
        return CompleteCertification.of(new DataHost(host(text)), new ManualTime())
                .withLive(new DataLive(live(text)))
                .run(Target.ALL, CertificationSettings.of(environment).withEngineHost(text))
                .result()
                .report();
    }

    private static ObjectNode host(String text) {
        ObjectNode host =
                Json.object().put("kvm", "works").put("hostname", text).put("machine", text);
        host.put("kernel", text).put("container", text);
        ObjectNode programs = host.putObject("programs");
        for (String name : List.of("docker", "firecracker", "jailer", "proot")) {
            programs.put(name, text);
        }
        programs.put(text, "runsc kata " + text);
        ObjectNode info = host.putObject("engine").putObject("info");
        info.put("Name", text).put("KernelVersion", text).put("Architecture", text);
        info.putArray("SecurityOptions").add("name=seccomp," + text).add(text);
        info.putObject("Runtimes").putObject("runsc").put("path", text).put("runtimeType", text);
        ((ObjectNode) info.path("Runtimes")).putObject("kata").put("path", text);
        ((ObjectNode) info.path("Runtimes")).putObject(text);
        ObjectNode version =
                ((ObjectNode) host.path("engine")).putObject("version").put("Version", text);
        version.putArray("Components").addObject().put("Name", text);
        ObjectNode files = host.putObject("files");
        for (String file : List.of(
                "sys/fs/cgroup/cgroup.controllers",
                "proc/sys/user/max_user_namespaces",
                "sys/kernel/security/lsm",
                "proc/swaps",
                "sys/devices/system/cpu/vulnerabilities/" + text)) {
            files.put(file, text);
        }
        files.put("proc/cpuinfo", "microcode : " + text);
        return host;
    }

    private static ObjectNode live(String text) {
        ObjectNode live = Json.object().put("memory", "stopped").put("memory_within", "finished");
        live.put("pids", "stopped")
                .put("pids_within", "finished")
                .put("vmm", text)
                .put("end", text);
        live.put("rootfs", true).put("exit", 7).put("workspace", true).put("console", true);
        live.putArray("left").add(text);
        live.putArray("reached").add(text);
        ObjectNode inside = live.putObject("inside");
        for (String name : List.of("kernel", "boot_id", "Seccomp", "CapEff", "devices", "dmesg", "ns.pid")) {
            inside.put(name, text);
        }
        return live;
    }
}
