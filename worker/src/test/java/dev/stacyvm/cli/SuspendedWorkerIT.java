package dev.stacyvm.cli;

import static dev.stacyvm.worker.client.PlaneServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.Time;
import dev.stacyvm.worker.client.PlaneServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is stopped for one and a half times its lease's term, by a real SIGSTOP at a random instant, while another
 * takes the lease over; its command runs on meanwhile. {@code -Dsuspend.times=100} asks for more of it, {@code
 * -Dsuspend.seed=N} for the same instants.
 */
@Tag("long")
class SuspendedWorkerIT {
    private static final Duration TTL = Duration.ofSeconds(1);
    private static final int TIMES = Integer.getInteger("suspend.times", 10);
    private static final String COMMAND = "echo \"start $STACYVM_LEASE_GENERATION $(date +%s%N) $$\" >> acts;"
            + " while :; do echo \"act $STACYVM_LEASE_GENERATION $(date +%s%N) $$\" >> acts; sleep 0.02; done";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private long refused;
    private long read;

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void beginsNothingUnderALeaseThatIsAnothersAndKillsItsCommand() throws Exception {
        long seed = Long.getLong("suspend.seed", Time.system().nanos());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        LeaseDesk desk = new LeaseDesk(TTL);
        PlaneServer server = new PlaneServer(vertx);
        server.answers(exchange -> desk.answer(server));
        Files.writeString(folder.resolve("token"), "a-token\n");
        try (Program worker = worker(server)) {
            for (int time = 1; time <= TIMES; time++) {
                suspend(worker, desk, random, "seed " + seed + ", time " + time);
            }
            assertThat(worker.terminate()).isZero();
        }
        System.out.println(
                TIMES + " stops: 0 begun under an old lease, " + refused + " acts refused by their generation");
        server.close();
    }

    private void suspend(Program worker, LeaseDesk desk, Random random, String when) throws Exception {
        worker.until("the command runs: " + when, () -> latestStart().generation() > desk.highestOfRival());
        pause(random.nextInt(1_000));
        signal(worker, "STOP");
        long stopped = Time.system().nanos();
        long rival = takeOver(desk);
        Instant taken = Time.system().now();
        pause(TTL.multipliedBy(3)
                .dividedBy(2)
                .minus(Time.system().since(stopped))
                .toMillis());
        Start before = latestStart();
        signal(worker, "CONT");
        Instant awake = Time.system().now();
        worker.until("its command is killed: " + when, () -> !isAlive(before.process()));
        assertThat(Duration.between(awake, Time.system().now())).as(when).isLessThan(TTL.multipliedBy(3));
        pause(200);
        for (Start line : news()) {
            if (line.at().isAfter(taken)) {
                assertThat(line.generation())
                        .as("%s: %s after generation %d was given to another", when, line, rival)
                        .isLessThan(rival);
                assertThat(line.isStart() && line.at().isAfter(awake))
                        .as("%s: begun after it woke: %s", when, line)
                        .isFalse();
                refused++;
            }
        }
        desk.rivalLeaves();
    }

    /** As soon as the lease is over by the desk's clock. */
    private static long takeOver(LeaseDesk desk) {
        long end = Time.system().nanos() + TTL.multipliedBy(3).toNanos();
        while (!desk.rivalTakes()) {
            assertThat(Time.system().nanos()).isLessThan(end);
            pause(5);
        }
        return desk.highestOfRival();
    }

    /** A line of the command. */
    private record Start(boolean isStart, long generation, Instant at, long process) {
        static Start of(String line) {
            String[] words = line.split(" ", 4);
            long nanos = Long.parseLong(words[2]);
            return new Start(
                    words[0].equals("start"),
                    Long.parseLong(words[1]),
                    Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000),
                    Long.parseLong(words[3]));
        }
    }

    private List<Start> news() {
        List<Start> all = lines();
        List<Start> fresh = all.subList((int) Math.min(read, all.size()), all.size());
        read = all.size();
        return fresh;
    }

    private Start latestStart() {
        return lines().stream()
                .filter(Start::isStart)
                .reduce((first, second) -> second)
                .orElse(new Start(true, -1, Instant.MIN, 0));
    }

    private List<Start> lines() {
        try {
            Path acts = folder.resolve("acts");
            return Files.exists(acts)
                    ? Files.readAllLines(acts).stream()
                            .filter(line -> line.matches("(start|act) \\d+ \\d+ \\d+"))
                            .map(Start::of)
                            .toList()
                    : List.of();
        } catch (IOException beingWritten) {
            return List.of();
        }
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void signal(Program worker, String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private Program worker(PlaneServer server) throws IOException {
        return Program.start(
                folder,
                "worker",
                "--id",
                "worker-a",
                "--control-plane",
                server.url().toString(),
                "--worker-token-file",
                "token",
                "--lease",
                "db-1",
                "--lease-ttl",
                "1s",
                "--lease-exec",
                COMMAND,
                "--no-certify");
    }
}
