package dev.stacyvm.worker.lease;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ShellLauncherTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Launcher launcher =
            new ShellLauncher(vertx, vertx.createSharedWorkerExecutor("stacyvm-test-lease", 2), new Random());

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void reportsHowTheCommandEnded() throws Exception {
        assertThat(await(run("exit 7").exit())).isEqualTo(7);
        assertThat(await(run("true").exit())).isZero();
    }

    @Test
    void handsOverTheEnvironment() throws Exception {
        Path out = folder.resolve("out");

        await(run("env > " + out).exit());

        assertThat(Files.readAllLines(out)).contains("STACYVM_LEASE_GENERATION=3");
    }

    @Test
    void askedToEndTheCommandMayEndInItsOwnWay() throws Exception {
        Path out = folder.resolve("out");
        Launcher.Running child = run(
                "trap 'echo ended >> " + out + "; exit 5' TERM; echo $$ > " + out + "; while :; do sleep 0.05; done");
        pids(out, 1);

        await(child.terminate());

        assertThat(await(child.exit())).isEqualTo(5);
        assertThat(Files.readAllLines(out)).endsWith("ended");
    }

    @Test
    void killsACommandThatIgnoresItWithAllItsDescendants() throws Exception {
        Path out = folder.resolve("out");
        Launcher.Running child = run("trap '' TERM; echo $$ > " + out + "; (sleep 300 & echo $! >> " + out
                + "; wait) & setsid sh -c 'echo $$ >> " + out + "; sleep 300' & wait");
        List<Long> pids = pids(out, 3);

        await(child.kill());

        assertThat(pids).noneMatch(ShellLauncherTest::isAlive);
    }

    @Test
    void killsWhatACommandThatEndedLeftBehind() throws Exception {
        Path out = folder.resolve("out");
        Launcher.Running child = run("setsid sleep 300 & echo $! > " + out + "; exit 0");

        assertThat(await(child.exit())).isZero();

        assertThat(pids(out, 1)).noneMatch(ShellLauncherTest::isAlive);
    }

    @Test
    void theCommandDiesWithAWorkerThatIsKilled() throws Exception {
        Path out = folder.resolve("out");
        Process worker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DoomedWorker.class.getName(),
                        "echo $$ > " + out + "; sleep 300")
                .inheritIO()
                .start();
        List<Long> pids = pids(out, 1);

        worker.destroyForcibly().waitFor(5, TimeUnit.SECONDS);

        eventually(() -> pids.stream().noneMatch(ShellLauncherTest::isAlive));
    }

    /** A process that launches its argument and waits to be killed. */
    static final class DoomedWorker {
        private DoomedWorker() {}

        public static void main(String[] arguments) throws Exception {
            Vertx vertx = Vertx.vertx();
            var threads = vertx.createSharedWorkerExecutor("stacyvm-test-lease", 2);
            await(new ShellLauncher(vertx, threads, new Random()).launch(arguments[0], Map.of()));
        }
    }

    private Launcher.Running run(String command) throws Exception {
        return await(launcher.launch(command, Map.of("STACYVM_LEASE_GENERATION", "3")));
    }

    /** A dead process that nobody has waited for has no command line any more. */
    private static boolean isAlive(long pid) {
        try {
            return Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")).length > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<Long> pids(Path file, int count) throws IOException {
        eventually(() -> lines(file).size() >= count);
        return lines(file).stream().map(Long::valueOf).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static void eventually(BooleanSupplier condition) {
        long end = Time.system().nanos() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(Time.system().nanos()).as("deadline of the condition").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
