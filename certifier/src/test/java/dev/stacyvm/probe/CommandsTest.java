package dev.stacyvm.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.probe.CommandReading.Exited;
import dev.stacyvm.probe.CommandReading.NotStarted;
import dev.stacyvm.probe.CommandReading.TimedOut;
import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Commands COMMANDS = Commands.create(VERTX, "stacyvm-test", 2);

    @TempDir
    private Path folder;

    @AfterAll
    static void close() throws Exception {
        VERTX.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void tellsStatusAndBothOutputs() throws Exception {
        Exited exited = (Exited) sh("echo out; echo err >&2; exit 3", Duration.ofSeconds(5));

        assertThat(exited.status()).isEqualTo(3);
        assertThat(exited.out().text()).isEqualTo("out\n");
        assertThat(exited.err().text()).isEqualTo("err\n");
        assertThat(exited.out().cut()).isFalse();
    }

    @Test
    void givesTheInputAndThenItsEnd() throws Exception {
        Exited exited = (Exited) run("cat; echo end", Optional.of(Secret.of("token")), Duration.ofSeconds(5));

        assertThat(exited.out().text()).isEqualTo("tokenend\n");
        assertThat(exited.toString()).doesNotContain("token");
    }

    @Test
    void givesNoInputWhereThereIsNone() throws Exception {
        assertThat(((Exited) sh("cat; echo end", Duration.ofSeconds(5))).out().text())
                .isEqualTo("end\n");
    }

    @Test
    @Timeout(10)
    void killsWhatRunsTooLongWithEverythingItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "sleep 301 & echo $! > " + pids + "; (setsid sleep 302 & echo $! >> " + pids + "); sleep 303";

        CommandReading reading = sh(script, Duration.ofMillis(500));

        assertThat(reading).isEqualTo(new TimedOut(Duration.ofMillis(500)));
        assertDead(pids, 2);
    }

    @Test
    @Timeout(10)
    void neitherWaitsForNorLeavesAnOrphanThatHoldsItsOutput() throws Exception {
        Path pids = folder.resolve("pids");
        long start = Time.system().nanos();

        Exited exited = (Exited) sh("setsid sleep 304 & echo $! > " + pids + "; echo done", Duration.ofSeconds(8));

        assertThat(exited.out().text()).isEqualTo("done\n");
        assertThat(Time.system().since(start)).isLessThan(Duration.ofSeconds(4));
        assertDead(pids, 1);
    }

    @Test
    @Timeout(10)
    void keepsTheBeginningOfAHugeOutputAndLetsTheProgramEnd() throws Exception {
        Exited exited = (Exited) sh("head -c 3000000 /dev/zero | tr '\\0' x; exit 7", Duration.ofSeconds(8));

        assertThat(exited.status()).isEqualTo(7);
        assertThat(exited.out().text()).hasSize(64 * 1024);
        assertThat(exited.out().cut()).isTrue();
    }

    @Test
    @Timeout(10)
    void stopsAProgramThatWritesForEver() throws Exception {
        assertThat(sh("cat /dev/zero", Duration.ofMillis(300))).isInstanceOf(TimedOut.class);
    }

    @Test
    void tellsASignalAsAShellDoes() throws Exception {
        assertThat(((Exited) sh("kill -9 $$", Duration.ofSeconds(5))).status()).isEqualTo(137);
    }

    @Test
    void saysThatAProgramDoesNotStart() throws Exception {
        CommandLine line = new CommandLine(
                List.of("/nowhere/program"),
                Optional.empty(),
                Map.of("SECRET", "s3cret"),
                folder,
                Duration.ofSeconds(1));

        assertThat(COMMANDS.run(line).await(5, TimeUnit.SECONDS)).isInstanceOf(NotStarted.class);
        assertThat(line.toString()).contains("/nowhere/program").doesNotContain("s3cret");
    }

    private static void assertDead(Path pids, int count) throws Exception {
        List<String> lines = Files.readAllLines(pids);
        assertThat(lines).hasSize(count);
        for (String pid : lines) {
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid));
            if (left.isPresent()) {
                left.get().onExit().get(5, TimeUnit.SECONDS);
            }
        }
    }

    private CommandReading sh(String script, Duration limit) throws Exception {
        return run(script, Optional.empty(), limit);
    }

    private CommandReading run(String script, Optional<Secret> input, Duration limit) throws Exception {
        CommandLine line = new CommandLine(
                List.of("/bin/sh", "-c", script), input, Map.of("PATH", "/usr/bin:/bin"), folder, limit);
        return COMMANDS.run(line).await(9, TimeUnit.SECONDS);
    }
}
