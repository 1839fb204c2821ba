package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firecracker and PRoot played by scripts: what they print is what the real ones are known to print. */
class LiveProgramsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** As Firecracker 1.7 lets the kernel speak: it tells its command line, finds no init, panics and reboots. */
    private static final String CONSOLE = """
            echo '2026-05-09T10:00:00.113401387 [anonymous-instance:main] Running Firecracker v1.7.0'
            echo '[    0.000000] Linux version 5.10.210 (builder@host) #1 SMP'
            echo '[    0.000000] Command line: console=ttyS0 reboot=k panic=1 pci=off init=/stacyvm-there-is-no-init root=/dev/vda ro'
            echo '[    0.812345] Kernel panic - not syncing: Requested init /stacyvm-there-is-no-init failed (error -2).'
            echo '[    0.813000] Rebooting in 1 seconds..'
            echo '2026-05-09T10:00:01.913401387 [anonymous-instance:main] Firecracker exiting successfully. exit_code=0'
            """;

    private final WorkerExecutor looks = VERTX.createSharedWorkerExecutor("live-programs-test", 2);
    private final Commands commands = Commands.create(VERTX, "live-programs-test-programs", 2);

    @TempDir
    private Path folder;

    private Path temporary;
    private Path bin;
    private TrialPrograms programs;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @BeforeEach
    void prepare() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        bin = Files.createDirectory(folder.resolve("bin"));
        programs = new TrialPrograms(looks, commands, Time.system(), temporary);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.map(each -> each.getFileName().toString())).noneMatch(name -> name.contains("certify"));
        }
    }

    @Test
    void seesAKernelStartOnItsConsole() throws Exception {
        program("firecracker", "cp \"$3\" " + folder.resolve("settings.json") + "\n" + CONSOLE);

        BootReading.Tried tried = (BootReading.Tried) boot("/k", "/r", LIMIT);

        assertThat(tried.console()).isTrue();
        assertThat(tried.end()).isEqualTo("ended with status 0");
        assertThat(tried.left()).isEmpty();
        JsonNode settings = Json.read(Files.readAllBytes(folder.resolve("settings.json")), JsonNode.class);
        assertThat(settings.path("boot-source").path("kernel_image_path").asText())
                .isEqualTo("/k");
        assertThat(settings.path("drives").path(0).path("is_read_only").asBoolean())
                .isTrue();
        assertThat(settings.has("network-interfaces")).isFalse();
    }

    @Test
    void takesOnlyTheKernelThatItBootedForOne() throws Exception {
        program("firecracker", CONSOLE.replace("init=/stacyvm-there-is-no-init root", "root"));
        assertThat(((BootReading.Tried) boot("/k", "", LIMIT)).console()).isFalse();

        program("firecracker", "echo 'Error: Kvm(Error(13)): Permission denied' >&2; exit 1");
        assertThat(((BootReading.Tried) boot("/k", "", LIMIT)).end()).isEqualTo("ended with status 1");
    }

    @Test
    void endsAMachineThatHangsWithAllThatItStarted() throws Exception {
        program("firecracker", CONSOLE + "setsid sleep 300 & sleep 300");

        BootReading.Tried tried = (BootReading.Tried) boot("/k", "", SHORT);

        assertThat(tried.end()).isEqualTo("did not end within 1 s");
        assertThat(tried.left()).isEmpty();
    }

    @Test
    void triesNoMachineWithoutProgramOrKernel() throws Exception {
        assertThat(((BootReading.NotTried) boot("/k", "", LIMIT)).reason()).contains("not on the PATH");
        program("firecracker", CONSOLE);
        assertThat(((BootReading.NotTried) boot("", "", LIMIT)).reason()).contains("no kernel image");
    }

    @Test
    void seesWhatAProgramUnderProotReached() throws Exception {
        program(
                "proot",
                "while [ \"$1\" != sh ]; do shift; done; echo \"absolute $(cat \"$2\")\"; echo \"dots $(cat \"$3\")\"");

        ProotReading.Tried tried = (ProotReading.Tried) proot(rootfs(), "", LIMIT);

        assertThat(tried.reached()).isEqualTo(Set.of("absolute", "dots"));
        assertThat(tried.rootfs()).isFalse();
        assertThat(tried.workspace()).isFalse();
        assertThat(tried.exit()).isZero();
        assertThat(tried.besideRootfs()).isTrue();
    }

    @Test
    void endsAProgramUnderProotThatHangs() throws Exception {
        program("proot", "setsid sleep 300 & sleep 300");
        Files.createDirectory(folder.resolve("workspaces"));

        ProotReading.NotTried late = (ProotReading.NotTried)
                proot(rootfs(), folder.resolve("workspaces").toString(), SHORT);

        assertThat(late.reason()).isEqualTo("proot did not end within 1 s");
    }

    @Test
    void leavesNothingOfATrialThatCannotBePrepared() throws Exception {
        program("proot", "exit 0");

        ProotReading absent = proot(folder.resolve("no-rootfs").toString(), "", LIMIT);
        ProotReading noBase = proot(rootfs(), folder.resolve("no-base").toString(), LIMIT);

        assertThat(absent).isInstanceOf(ProotReading.NotTried.class);
        assertThat(noBase).isInstanceOf(ProotReading.NotTried.class);
    }

    @Test
    void takesEverythingAwayWhenToldToEndMeanwhile() throws Exception {
        Path begun = folder.resolve("begun");
        program("proot", "touch " + begun + "; sleep 300");
        Future<ProotReading> reading = new LiveProot(programs, path(), LIMIT).read(rootfs(), "");
        while (!Files.exists(begun)) {
            Thread.onSpinWait();
        }

        programs.stop().await(10, TimeUnit.SECONDS);

        assertThat(reading.isComplete()).isTrue();
        assertThat(proot(rootfs(), "", LIMIT)).isInstanceOf(ProotReading.NotTried.class);
    }

    private BootReading boot(String kernel, String rootfs, Duration limit) throws Exception {
        return new LiveFirecracker(programs, path(), limit).read(kernel, rootfs).await(30, TimeUnit.SECONDS);
    }

    private ProotReading proot(String rootfs, String workspaces, Duration limit) throws Exception {
        return new LiveProot(programs, path(), limit).read(rootfs, workspaces).await(30, TimeUnit.SECONDS);
    }

    private String rootfs() throws IOException {
        return Files.createDirectories(folder.resolve("own/rootfs")).toString();
    }

    private String path() {
        return bin + ":/usr/bin:/bin";
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
