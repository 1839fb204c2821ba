package dev.stacyvm.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeaseChildTest {
    private static final Duration TTL = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private final List<String> done = new ArrayList<>();
    private final FakeGuard guard = new FakeGuard();
    private final LeaseChild child =
            new LeaseChild(new LeasePlan("db-1", TTL, Optional.of("serve")), guard, this::launch, time, new Random(4));
    private Promise<Launcher.Running> starting = Promise.promise();
    private Promise<Integer> exit = Promise.promise();

    @Test
    void runsNothingWhileTheLeaseIsNotHeld() {
        child.start();
        time.advance(Duration.ofMinutes(5));

        assertThat(done).isEmpty();
    }

    @Test
    void runsOnceTheLeaseIsHeldAndKnowsItsGeneration() {
        child.start();
        holdFor(TTL);
        time.advance(Duration.ofSeconds(1));

        assertThat(done).containsExactly("launch serve {STACYVM_LEASE_GENERATION=7, STACYVM_LEASE_RESOURCE=db-1}");
    }

    @Test
    void isAskedToEndAndThenKilledBeforeTheLeaseCouldExpire() {
        running();

        time.advance(Duration.ofMillis(14_700));
        assertThat(done).hasSize(1);
        time.advance(Duration.ofMillis(600));
        assertThat(done).contains("terminate").doesNotContain("kill");
        time.advance(Duration.ofMillis(2_600));

        assertThat(done).endsWith("terminate", "kill");
        assertThat(guard.holds()).as("while the lease is still held").isTrue();
    }

    @Test
    void goesOnWhileTheLeaseIsRenewed() {
        running();
        for (int renewal = 0; renewal < 50; renewal++) {
            time.advance(TTL.dividedBy(3));
            holdFor(TTL);
        }

        assertThat(done).hasSize(1);
    }

    @Test
    void isKilledWithoutAskingWhenTheLeaseIsGone() {
        running();
        holdFor(Duration.ZERO);
        time.advance(Duration.ofMillis(250));

        assertThat(done).hasSize(2).endsWith("kill");
    }

    @Test
    void isKilledWhenTheLeaseWasLostWhileItStarted() {
        holdFor(TTL);
        child.start();
        holdFor(Duration.ZERO);

        starting.complete(new FakeRunning());

        assertThat(done).hasSize(2).endsWith("kill");
    }

    @Test
    void isStartedAgainWithBackoffWhenItEndsByItself() {
        running();
        exit.complete(1);
        exit = Promise.promise();
        time.advance(Duration.ofMillis(700));
        assertThat(done).hasSize(1);

        starting = Promise.promise();
        time.advance(Duration.ofSeconds(1));

        assertThat(done).hasSize(2);
    }

    @Test
    void isTriedAgainWhenItCannotBeStarted() {
        holdFor(Duration.ofHours(1));
        child.start();
        Promise<Launcher.Running> failing = starting;
        starting = Promise.promise();
        failing.fail("no such shell");
        time.advance(Duration.ofSeconds(2));

        assertThat(done).hasSize(2);
    }

    @Test
    void stoppingKillsItAndWaitsForItsEnd() {
        running();

        Future<Void> stopped = child.stop();

        assertThat(done).endsWith("kill");
        assertThat(stopped.isComplete()).isFalse();
        exit.complete(137);
        assertThat(stopped.succeeded()).isTrue();
        time.advance(Duration.ofMinutes(1));
        assertThat(done).hasSize(2);
    }

    @Test
    void stoppingWhileItStartsKillsItToo() {
        holdFor(TTL);
        child.start();
        Future<Void> stopped = child.stop();

        starting.complete(new FakeRunning());
        exit.complete(137);

        assertThat(done).endsWith("kill");
        assertThat(stopped.succeeded()).isTrue();
    }

    private void running() {
        holdFor(TTL);
        child.start();
        starting.complete(new FakeRunning());
    }

    private void holdFor(Duration length) {
        guard.endNanos = time.nanos() + length.toNanos();
    }

    private Future<Launcher.Running> launch(String command, Map<String, String> environment) {
        done.add("launch " + command + " " + new java.util.TreeMap<>(environment));
        return starting.future();
    }

    private final class FakeGuard implements LeaseGuard {
        private long endNanos;

        @Override
        public Duration remaining() {
            return Duration.ofNanos(Math.max(0, endNanos - time.nanos()));
        }

        @Override
        public OptionalLong generation() {
            return holds() ? OptionalLong.of(7) : OptionalLong.empty();
        }
    }

    private final class FakeRunning implements Launcher.Running {
        @Override
        public Future<Void> terminate() {
            done.add("terminate");
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> kill() {
            done.add("kill");
            return Future.succeededFuture();
        }

        @Override
        public Future<Integer> exit() {
            return exit.future();
        }
    }
}
