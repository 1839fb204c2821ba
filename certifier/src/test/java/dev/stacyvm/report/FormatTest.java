package dev.stacyvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FormatTest {
    private static final HostFacts HOST = new HostFacts("host-a", "Linux 6.1.0 x86_64", "ab", "boot");
    private static final CheckResult PASSED =
            new CheckResult(Status.PASS, "docker.cli", "docker runs", null, 3, Map.of());
    private static final CheckResult FAILED = new CheckResult(
            Status.FAIL, "firecracker.kvm_access", "a|b", "sudo modprobe `kvm`", 12, Map.of("errno", "ENOENT"));

    @Example
    void textIsALinePerCheckAndAFixUnderWhatDidNotPass() {
        assertThat(Format.TEXT.render(report(PASSED, FAILED))).isEqualTo("""
                        [PASS] docker.cli: docker runs
                        [FAIL] firecracker.kvm_access: a|b
                              fix: sudo modprobe `kvm`
                        """);
    }

    @Example
    void eachSaysWhetherItNamesTheHost() {
        for (Format format : Format.values()) {
            assertThat(format.render(report(PASSED)).contains("host-a")).isEqualTo(format.namesHost());
        }
    }

    @Example
    void jsonIsTheOneShape() {
        assertThat(Format.JSON.render(report(PASSED, FAILED))).isEqualTo("""
                        {
                          "generated_at": "2026-05-09T10:00:00Z",
                          "runtime": "docker",
                          "status": "FAIL",
                          "host": {
                            "hostname": "host-a",
                            "os": "Linux 6.1.0 x86_64",
                            "machine": "ab",
                            "boot_id": "boot"
                          },
                          "checks": [
                            {
                              "status": "PASS",
                              "name": "docker.cli",
                              "message": "docker runs",
                              "duration_ms": 3
                            },
                            {
                              "status": "FAIL",
                              "name": "firecracker.kvm_access",
                              "message": "a|b",
                              "remediation": "sudo modprobe `kvm`",
                              "duration_ms": 12,
                              "evidence": {
                                "errno": "ENOENT"
                              }
                            }
                          ]
                        }
                        """);
    }

    @Example
    void markdownIsThePageOfTheDocument() {
        assertThat(Format.MARKDOWN.render(report(PASSED, FAILED))).isEqualTo("""
                        # StacyVM Runtime Certification

                        - Generated at: 2026-05-09T10:00:00Z
                        - Runtime target: docker
                        - Host: host-a
                        - OS/kernel: Linux 6.1.0 x86_64
                        - Machine: ab
                        - Boot: boot
                        - Overall status: FAIL

                        ## Checks

                        | Status | Check | Message |
                        | --- | --- | --- |
                        | PASS | docker.cli | docker runs |
                        | FAIL | firecracker.kvm_access | a\\|b<br>Fix: sudo modprobe \\`kvm\\` |

                        ## Operator Signoff

                        - StacyVM version:
                        - Config file:
                        - Provider health endpoint:
                        - Smoke script result:
                        - Provider conformance result:
                        - Known host caveats:
                        - Owner/signoff:
                        - Date:
                        """);
    }

    @Example
    void formatsAreKnownByName() {
        assertThat(Format.parse("Markdown")).contains(Format.MARKDOWN);
        assertThat(Format.parse("yaml")).isEmpty();
        assertThat(Format.words()).isEqualTo("text, json, markdown or junit");
    }

    @Example
    void aReportReadsBackWithItsFurtherFieldsAndWithoutWhatItCannotKnow() throws Exception {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("worker_id", "worker-a");
        fields.put("audience", "worker:rpc");
        Report report =
                Report.of("2026-05-09T10:00:00Z", "", HOST, List.of(FAILED)).about(fields);

        Report read = Json.read(Json.write(report), Report.class);
        byte[] newer = Json.write(Json.readObject(Json.write(report)).put("newer", 7));

        assertThat(read).isEqualTo(report);
        assertThat(read.subject().keySet()).containsExactly("worker_id", "audience");
        assertThat(Json.read(newer, Report.class)).isEqualTo(report);
    }

    @Example
    void onlyAFailedCheckFailsAReport() {
        CheckResult warned = new CheckResult(Status.WARN, "x", "m", "r", 0, Map.of());
        CheckResult skipped = new CheckResult(Status.SKIP, "y", "m", "r", 0, Map.of());

        assertThat(report(PASSED, warned, skipped).passed()).isTrue();
        assertThat(report(PASSED, FAILED).passed()).isFalse();
    }

    @Property(tries = 300)
    void textNeverDrivesTheTerminalNorFakesALine(@ForAll("hostile") String name, @ForAll("hostile") String message) {
        String text = Format.TEXT.render(report(hostile(name, message)));

        assertThat(text.lines()).hasSize(2);
        assertThat(text.replace("\n", "").codePoints())
                .noneMatch(character -> Character.isISOControl(character)
                        || Character.getType(character) == Character.FORMAT
                        || character == 0x2028
                        || character == 0x2029);
    }

    @Property(tries = 300)
    void jsonCarriesAnyValueUnchangedButForHalvesOfCharacters(@ForAll("hostile") String message) throws Exception {
        Report report = report(hostile("x", message));

        String json = Format.JSON.render(report);

        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), Report.class))
                .isEqualTo(report);
        assertThat(json).doesNotContain("<", "\u001b", "\u2028");
    }

    @Property(tries = 300)
    void aMarkdownRowStaysOneRowOfThreeCells(@ForAll("hostile") String name, @ForAll("hostile") String message) {
        String page = Format.MARKDOWN.render(report(hostile(name, message)));

        List<String> rows =
                page.lines().filter(line -> line.startsWith("| FAIL")).toList();
        assertThat(rows).hasSize(1);
        String unescaped = rows.get(0).replace("\\\\", "").replace("\\|", "");
        assertThat(unescaped.chars().filter(character -> character == '|').count())
                .isEqualTo(4);
        assertThat(rows.get(0).replace("<br>", "")).doesNotContain("<", ">", "\u001b");
        assertThat(rows.get(0).replaceAll("\\\\.", "")).doesNotContain("`", "[", "*");
    }

    @Property(tries = 200)
    void aMarkdownBlockCannotBeClosedByItsContent(@ForAll("hostile") String content) {
        CheckResult check = new CheckResult(Status.PASS, "x", "m", null, 0, Map.of("plan", content + "\n```\n# Fake"));

        String page = Format.MARKDOWN.render(report(check));

        String block = page.substring(page.indexOf("## Plan"), page.indexOf("\n## Operator Signoff"));
        List<String> lines = block.strip().lines().toList();
        String fence = lines.get(lines.size() - 1);
        assertThat(fence).matches("`{4,}");
        assertThat(lines.subList(3, lines.size() - 1)).noneMatch(line -> line.startsWith(fence));
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "|",
                "\\",
                "\\|",
                "`",
                "```",
                "\n",
                "\r\n",
                "\u2028",
                "\u0085",
                "<script>",
                "</td>",
                "&lt;",
                "\u001b[2J",
                "\u001b]0;x\u0007",
                "\u009b31m",
                "\u202e",
                "\u200b",
                "\ud800",
                "\udc00",
                "\0",
                "\u007f",
                "[x](http://h)",
                "![i](x)",
                "**b**",
                "_i_",
                "~~s~~",
                "# h",
                "- l",
                "[PASS] fake: line",
                "plain",
                "é",
                "🦊",
                "\ufffd");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    private static CheckResult hostile(String name, String message) {
        return new CheckResult(Status.FAIL, name, message, "fix " + message, 1, Map.of("seen", message));
    }

    private static Report report(CheckResult... checks) {
        return Report.of("2026-05-09T10:00:00Z", "docker", HOST, List.of(checks));
    }
}
