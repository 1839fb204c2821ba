package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server over HTTP that speaks the contract. */
class StacyvmSmokeTest {
    private static final String SANDBOX = "/api/v1/sandboxes/sb-0a1b2c3d";

    private final Vertx vertx = Vertx.vertx();
    private final ContractServer server = new ContractServer(vertx);

    @AfterEach
    void stop() {
        server.close();
        Await.value(vertx.close());
    }

    @Test
    void passesWhereASandboxLivesItsWholeLife() {
        assertThat(judged(run(Target.DOCKER)))
                .containsExactly(
                        Map.entry("stacyvm.ready", "PASS"),
                        Map.entry("stacyvm.provider_health", "PASS"),
                        Map.entry("stacyvm.spawn", "PASS"),
                        Map.entry("stacyvm.running", "PASS"),
                        Map.entry("stacyvm.exec", "PASS"),
                        Map.entry("stacyvm.exit_code", "PASS"),
                        Map.entry("stacyvm.destroy", "PASS"));
        assertThat(server.asked).contains("DELETE " + SANDBOX);
        assertThat(server.state()).isEqualTo("destroyed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET /api/v1/ready|503 {\"status\":\"not_ready\"}|stacyvm.ready",
                "GET /api/v1/ready|200 {\"status\":\"not_ready\"}|stacyvm.ready",
                "GET /api/v1/ready|200 <html>|stacyvm.ready",
                "GET /api/v1/providers/docker|200 {\"name\":\"docker\",\"healthy\":false}|stacyvm.provider_health",
                "GET /api/v1/providers/docker|404 page not found|stacyvm.provider_health",
                "POST /api/v1/sandboxes|500 {\"code\":\"INTERNAL_ERROR\",\"message\":\"no image\"}|stacyvm.spawn",
                "POST /api/v1/sandboxes|201 {\"state\":\"creating\"}|stacyvm.spawn",
                "POST /api/v1/sandboxes|201 {\"id\":\"../admin\",\"provider\":\"docker\"}|stacyvm.spawn",
                "GET /api/v1/sandboxes/sb-0a1b2c3d|200 {\"state\":\"error\"}|stacyvm.running",
                "GET /api/v1/sandboxes/sb-0a1b2c3d|500 {}|stacyvm.running",
                "POST /api/v1/sandboxes/sb-0a1b2c3d/exec|200 {\"exit_code\":0,\"stdout\":\"\"}|stacyvm.exec",
                "POST /api/v1/sandboxes/sb-0a1b2c3d/exec|200 {\"stdout\":\"stacyvm-runtime-ok\"}|stacyvm.exec",
                "POST /api/v1/sandboxes/sb-0a1b2c3d/exec exit 7|200 {\"exit_code\":0}|stacyvm.exit_code",
            })
    void failsTheRowThatDidNotGoAsItMustAndRunsNoneThatRestOnIt(String asking, String answer, String failed) {
        List<CheckResult> rows = run(Target.DOCKER, asking, answer);

        Map<String, String> judged = judged(rows);
        List<String> names = List.copyOf(judged.keySet());
        assertThat(judged).containsEntry(failed, "FAIL");
        assertThat(names.subList(0, names.indexOf(failed)))
                .allSatisfy(before -> assertThat(judged).containsEntry(before, "PASS"));
        assertThat(names.subList(names.indexOf(failed) + 1, names.size() - 1))
                .allSatisfy(after -> assertThat(judged).containsEntry(after, "SKIP"));
        assertThat(rows)
                .filteredOn(row -> row.name().equals(failed))
                .allSatisfy(row -> assertThat(row.remediation()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET " + SANDBOX, "POST " + SANDBOX + "/exec"})
    void takesTheSandboxAwayAlsoAfterAFailure(String asking) {
        run(Target.DOCKER, asking, "500 {}");

        assertThat(server.asked).contains("DELETE " + SANDBOX);
    }

    @Test
    void aSandboxOfAnotherProviderFailsAndIsTakenAway() {
        List<CheckResult> rows = run(
                Target.DOCKER,
                "POST /api/v1/sandboxes",
                "201 {\"id\":\"sb-0a1b2c3d\",\"provider\":\"mock\",\"state\":\"running\"}");

        assertThat(judged(rows)).containsEntry("stacyvm.spawn", "FAIL").containsEntry("stacyvm.destroy", "PASS");
    }

    @Test
    void whatIsStillThereWasNotDestroyed() {
        List<CheckResult> rows = run(Target.DOCKER, "DELETE " + SANDBOX, "200 {\"status\":\"destroyed\"}");

        assertThat(judged(rows)).containsEntry("stacyvm.destroy", "FAIL");
        assertThat(rows.get(rows.size() - 1).message()).contains("still running");
    }

    @Test
    void gvisorAndKataAreProvenByTheSandboxesKernelAlone() {
        assertThat(judged(run(Target.GVISOR))).containsEntry("stacyvm.runtime", "FAIL");
        assertThat(judged(run(
                        Target.GVISOR,
                        "POST " + SANDBOX + "/exec dmesg",
                        "200 {\"exit_code\":0,\"stdout\":\"[ 0.0] Starting gVisor...\"}")))
                .containsEntry("stacyvm.runtime", "PASS");
        assertThat(judged(kata("boot-host"))).containsEntry("stacyvm.runtime", "FAIL");
        assertThat(judged(kata("boot-guest"))).containsEntry("stacyvm.runtime", "PASS");
        assertThat(judged(kata(""))).containsEntry("stacyvm.runtime", "FAIL");
    }

    @Test
    void kataOnAnotherHostIsNotProven() {
        SmokePlan plan = SmokePlan.of(server.url(), Secret.of(ContractServer.KEY), Target.KATA, false);

        assertThat(run(plan))
                .filteredOn(row -> row.name().equals("stacyvm.runtime"))
                .allSatisfy(row -> assertThat(row.message()).contains("not proven"));
    }

    @Test
    void aSandboxThatNeverRunsFailsWhenPatienceEnds() {
        server.replacing("GET " + SANDBOX, "200 {\"state\":\"creating\"}");
        SmokePlan plan =
                new SmokePlan(server.url(), Secret.of(ContractServer.KEY), Target.DOCKER, true, Duration.ofMillis(1));

        assertThat(run(plan))
                .filteredOn(row -> row.name().equals("stacyvm.running"))
                .allSatisfy(row -> assertThat(row.message()).contains("the sandbox is creating"));
    }

    @Test
    void aWrongKeyAndASilentServerAreToldWithoutTheKey() {
        SmokePlan wrong = SmokePlan.of(server.url(), Secret.of("another-key"), Target.DOCKER, true);
        SmokePlan nobody =
                SmokePlan.of(BaseUrl.parse("http://127.0.0.1:1"), Secret.of("another-key"), Target.DOCKER, true);

        assertThat(run(wrong).get(0).message()).contains("HTTP 401").doesNotContain("another-key");
        assertThat(run(nobody).get(0).message()).contains("refused").doesNotContain("another-key");
        assertThat(judged(run(nobody)).values()).containsOnly("FAIL", "SKIP");
    }

    private List<CheckResult> kata(String bootId) {
        return run(
                Target.KATA,
                "POST " + SANDBOX + "/exec cat /proc/sys/kernel/random/boot_id",
                "200 {\"exit_code\":0,\"stdout\":\"" + bootId + "\\n\"}");
    }

    private List<CheckResult> run(Target target, String asking, String answer) {
        server.replacing(asking, answer);
        return run(target);
    }

    private List<CheckResult> run(Target target) {
        return run(SmokePlan.of(server.url(), Secret.of(ContractServer.KEY), target, true));
    }

    private List<CheckResult> run(SmokePlan plan) {
        Scheduler soon = (delay, task) -> Scheduler.of(vertx).after(Duration.ofMillis(1), task);
        return Await.value(new StacyvmSmoke(ApiClient.create(vertx), Time.system(), soon, plan, "boot-host").run());
    }

    private static Map<String, String> judged(List<CheckResult> rows) {
        Map<String, String> judged = new LinkedHashMap<>();
        rows.forEach(row -> judged.put(row.name(), row.status().name()));
        return judged;
    }
}
