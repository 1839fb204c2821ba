package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.probe.LocalLive;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sandboxes on a real engine. Run with {@code STACYVM_DOCKER_INTEGRATION=1 make test} and {@code DOCKER_HOST}. */
@Tag("engine")
class LiveCertificationIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        assertThat(TestEngine.given().left()).isEmpty();
        assertThat(certificationFolders()).isEmpty();
    }

    @Test
    void provesDockerByWhatASandboxSees() throws Exception {
        Report report = certify(TestEngine.given(), Target.DOCKER);

        assertThat(report.passed()).as(Format.TEXT.render(report)).isTrue();
        assertThat(row(report, "docker.isolation").evidence()).containsEntry("seccomp", "2");
        assertThat(row(report, "docker.run").evidence().get("startup_ms")).matches("[1-9]\\d*");
    }

    @Test
    void provesGvisorByItsOwnKernelLog() throws Exception {
        Report report = certify(TestEngine.given(), Target.GVISOR);

        assertThat(report.passed()).as(Format.TEXT.render(report)).isTrue();
        assertThat(row(report, "gvisor.isolation").evidence().get("log")).contains("Starting gVisor...");
    }

    @Test
    void failsAKataThatIsAnotherProgram() throws Exception {
        Report report = certify(TestEngine.given(), Target.KATA);

        assertThat(report.passed()).isFalse();
        assertThat(row(report, "kata.runtime").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "kata.binary").message()).contains("/bin/false --version ended with status 1");
        assertThat(row(report, "kata.run").status()).isEqualTo(Status.SKIP);
    }

    @Test
    void failsARuntimeThatCannotStartASandbox() throws Exception {
        Path idle = program("runsc", "[[ $1 != --version ]] || { echo runsc version 1; exit; }; exit 1");

        Report report = certifyWith(idle);

        assertThat(row(report, "gvisor.binary").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "gvisor.run").status()).isEqualTo(Status.FAIL);
        assertThat(row(report, "gvisor.run").message()).contains("\"start\"");
        assertThat(row(report, "gvisor.cleanup").status()).isEqualTo(Status.PASS);
    }

    @Test
    void failsARunscThatIsALinkToRunc() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("runsc"), Path.of(TestEngine.found("runc")));

        Report report = certifyWith(link);

        assertThat(row(report, "gvisor.runtime").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "gvisor.binary").message()).contains("says that it is something else: runc version");
        assertThat(row(report, "gvisor.run").status()).isEqualTo(Status.SKIP);
    }

    @Test
    void failsARunscThatLiesAndRunsContainersOnTheHostKernel() throws Exception {
        Path impostor = program("runsc", """
                [[ $1 != --version ]] || { echo runsc version release-20240401.0; exit; }
                words=()
                for word; do [[ $word == --network=none ]] || words+=("$word"); done
                exec runc "${words[@]}"
                """);

        Report report = certifyWith(impostor);

        assertThat(row(report, "gvisor.binary").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "gvisor.run").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "gvisor.isolation").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void provesProotWithARootMadeOfBusybox() throws Exception {
        Report report = certify(TestEngine.given(), Target.PROOT);

        assertThat(report.passed()).as(Format.TEXT.render(report)).isTrue();
        assertThat(row(report, "proot.confinement").status()).isEqualTo(Status.PASS);
        assertThat(row(report, "proot.isolation").status()).isEqualTo(Status.WARN);
    }

    @Test
    void takesAwayWhatADeadRunLeftAndNothingElse() throws Exception {
        TestEngine engine = TestEngine.given();
        String dead = create(engine, "dev.stacyvm.certify.until=1");
        String alive = create(engine, "dev.stacyvm.certify.until=99999999999");
        try {
            certify(engine, Target.DOCKER);

            assertThat(engine.docker("ps", "-aq", "--no-trunc")).contains(alive).doesNotContain(dead);
        } finally {
            engine.docker("rm", "-f", alive);
        }
    }

    @Test
    void takesEverythingAwayWhenToldToEndMeanwhile() throws Exception {
        TestEngine engine = TestEngine.given();
        try (LocalLive live = LocalLive.create(VERTX, engine.environment(), LIMIT)) {
            var reading = live.sandbox("");
            while (!reading.isComplete() && engine.left().isEmpty()) {
                Thread.onSpinWait();
            }

            live.stop().await(20, TimeUnit.SECONDS);
            reading.await(60, TimeUnit.SECONDS);

            assertThat(engine.left()).isEmpty();
        }
    }

    @Test
    void takesProotAwayWhenToldToEndMeanwhile() throws Exception {
        try (LocalLive live = LocalLive.create(VERTX, TestEngine.given().environment(), LIMIT)) {
            var reading = live.proot("", "");
            while (!reading.isComplete() && certificationFolders().isEmpty()) {
                Thread.onSpinWait();
            }
            live.stop().await(20, TimeUnit.SECONDS);

            assertThat(reading.isComplete()).isTrue();
        }
    }

    private Path program(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Certifies gVisor at an engine that runs this program for it, and sees that nothing is left there. */
    private Report certifyWith(Path runsc) throws Exception {
        TestEngine engine = TestEngine.start(folder.resolve("engine"), runsc);
        try {
            Report report = certify(engine, Target.GVISOR);
            assertThat(report.passed()).isFalse();
            assertThat(engine.left()).isEmpty();
            return report;
        } finally {
            TestEngine.stop(folder.resolve("engine"));
        }
    }

    private static String create(TestEngine engine, String label) throws Exception {
        return engine.docker(
                "create",
                "--network=none",
                "--label=dev.stacyvm.certify.run=0",
                "--label=" + label,
                "stacyvm-test:busybox",
                "true");
    }

    private static List<Path> certificationFolders() throws Exception {
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return temporary
                    .filter(each -> each.getFileName().toString().startsWith("stacyvm-certify-"))
                    .toList();
        }
    }

    private static Report certify(TestEngine engine, Target target) throws Exception {
        Map<String, String> environment = engine.environment();
        try (LocalHost host = LocalHost.create(VERTX, LocalHost.Limits.standard(), environment);
                LocalLive live = LocalLive.create(VERTX, environment, LIMIT)) {
            Future<Certification> run = new RuntimeCertification(host, Time.system())
                    .withLive(live)
                    .run(target, CertificationSettings.of(environment));
            return run.await(120, TimeUnit.SECONDS).report();
        }
    }

    private static CheckResult row(Report report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
