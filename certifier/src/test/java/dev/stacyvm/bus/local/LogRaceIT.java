package dev.stacyvm.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at full speed on one log, for a minute with {@code -Dstacyvm.full=true}, else for a tenth of it. */
@Tag("long")
class LogRaceIT {
    private static final String SECONDS = Boolean.getBoolean("stacyvm.full") ? "60" : "6";
    private static final long MAX_WAL_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    private final AtomicLong largestWal = new AtomicLong();

    @Test
    void twoProcessesAreNeverLockedOutAndTheWalStaysBounded() throws Exception {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try (ChildJvm left = ChildJvm.start(LogRacer.class, folder.toString(), "left", SECONDS);
                ChildJvm right = ChildJvm.start(LogRacer.class, folder.toString(), "right", SECONDS)) {
            Future<?> watching = watch.scheduleAtFixedRate(this::look, 0, 20, TimeUnit.MILLISECONDS);

            // When both write and read for that long; an append that fails ends the process with a trace
            String[] leftWrote = left.line("wrote").split(" ", 3);
            String[] rightWrote = right.line("wrote").split(" ", 3);
            long all = Long.parseLong(leftWrote[1]) + Long.parseLong(rightWrote[1]);
            left.tell(Long.toString(all));
            right.tell(Long.toString(all));

            // Then each has read all that both wrote
            assertThat(left.line("read")).isEqualTo("read " + all);
            assertThat(right.line("read")).isEqualTo("read " + all);
            assertThat(left.end()).isZero();
            assertThat(right.end()).isZero();
            assertThat(watching.isDone()).isFalse();
            assertThat(largestWal.get()).isPositive().isLessThan(MAX_WAL_BYTES);
            System.out.println(all + " events in " + SECONDS + " s by two processes, slowest append " + leftWrote[2]
                    + " and " + rightWrote[2] + " ms, largest WAL " + largestWal.get() / 1024 + " KiB");
        } finally {
            watch.shutdownNow();
        }
    }

    private void look() {
        try {
            long size = Files.size(folder.resolve("events.db-wal"));
            largestWal.accumulateAndGet(size, Math::max);
        } catch (NoSuchFileException notYet) {
            return;
        } catch (IOException failure) {
            largestWal.set(Long.MAX_VALUE);
        }
    }
}
