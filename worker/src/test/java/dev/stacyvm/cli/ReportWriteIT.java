package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is written while the process is killed or the disk is full: the old one or the new one, whole. */
@Tag("long")
class ReportWriteIT {
    private static final int KILLS = Boolean.getBoolean("stacyvm.full") ? 100 : 10;

    @TempDir
    private Path folder;

    @Test
    void killNineLeavesTheOldReportOrTheNewOne() throws Exception {
        long begin = System.nanoTime();
        assertThat(end(start())).isIn(0, 1);
        long whole = System.nanoTime() - begin;
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            try (Program program = start()) {
                LockSupport.parkNanos((long) (whole * (0.5 + random.nextDouble() / 2)));
                program.kill();
            }
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("report.json").toFile())
                            .path("runtime")
                            .asText())
                    .isEqualTo("proot");
        }
    }

    @Test
    void aFullDiskLeavesTheOldReportAndEndsWithOne() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()), "only root can mount");
        try {
            Files.writeString(disk.resolve("report.json"), "the old report");
            Files.write(disk.resolve("ballast"), new byte[56 * 1024]);

            Run run = Run.with(
                    folder,
                    "",
                    Map.of("PATH", "/usr/bin"),
                    "certify",
                    "runtime",
                    "all",
                    "--format",
                    "json",
                    "--state",
                    "state",
                    "--output",
                    "disk/report.json");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("the report was not written to ", "No space left");
            assertThat(disk.resolve("report.json")).hasContent("the old report");
            try (var left = Files.list(disk)) {
                assertThat(left.map(file -> file.getFileName().toString())).containsOnly("report.json", "ballast");
            }
        } finally {
            assertThat(ran("umount", disk.toString())).isTrue();
        }
    }

    private Program start() throws IOException {
        return Program.start(
                folder,
                "certify",
                "runtime",
                "proot",
                "--format",
                "json",
                "--state",
                "state",
                "--output",
                "report.json");
    }

    private static int end(Program program) throws InterruptedException {
        try (program) {
            return program.end();
        }
    }

    private static boolean ran(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
