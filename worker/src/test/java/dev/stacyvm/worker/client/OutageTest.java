package dev.stacyvm.worker.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.Link;
import dev.stacyvm.worker.LoggingListener;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerPlan;
import dev.stacyvm.worker.WorkerProfile;
import dev.stacyvm.worker.WorkerTools;
import dev.stacyvm.worker.lease.LeasePlan;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole worker over real sockets, its waits in virtual time: minutes of a bad control plane pass in a second. */
@Timeout(180)
class OutageTest {
    private static final Duration TICK = Duration.ofSeconds(4);
    private static final int TEN_MINUTES = 600;
    /** The longest wait there is, with its jitter. */
    private static final int ONE_BACKOFF = 76;

    private static final int SLACK = 8;
    /** What other tests of this JVM left may still be on its way out. */
    private static final long SMALL_BYTES = 2 * 1024 * 1024;

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private Vertx vertx;
    private Context context;
    private Worker worker;

    @AfterEach
    void close() {
        Await.value(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWERS_500", "RESETS", "REFUSES", "ANSWERS_GARBAGE"})
    void tenMinutesOfItCostFewConnectionsAndLeaveNothing(WickedPlane.Mood mood) throws Exception {
        tenMinutesOf(mood, Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(names = {"HANGS", "STOPS_HALFWAY"})
    @Tag("long")
    void norDoTenMinutesOfSilence(WickedPlane.Mood mood) throws Exception {
        tenMinutesOf(mood, Duration.ofSeconds(1));
    }

    private void tenMinutesOf(WickedPlane.Mood mood, Duration limit) throws Exception {
        vertx = Vertx.vertx();
        WickedPlane plane = new WickedPlane(vertx, "127.0.0.1", 0);
        start(BaseUrl.parse("http://127.0.0.1:" + plane.port()), limit);
        passUntilUp();
        long descriptors = descriptors();
        long connectionsBefore = plane.connections.get();
        int callsBefore = calls.get();

        plane.becomes(mood);
        pass(TEN_MINUTES / 2);
        long memory = memory();
        pass(TEN_MINUTES / 2);

        assertThat(worker.link()).isInstanceOf(Link.Down.class);
        assertThat(calls.get() - callsBefore).as("calls in ten minutes").isBetween(20, 80);
        System.out.printf(
                "%s: %d calls, %d connections%n",
                mood, calls.get() - callsBefore, plane.connections.get() - connectionsBefore);
        assertThat(plane.connections.get() - connectionsBefore)
                .as("connections in ten minutes")
                .isLessThanOrEqualTo(calls.get() - callsBefore);
        assertThat(plane.open.get()).as("connections left open").isLessThanOrEqualTo(2);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors + SLACK);
        Await.until(() -> memory() < memory + SMALL_BYTES);
        plane.becomes(WickedPlane.Mood.WELL);
        pass(ONE_BACKOFF);
        assertThat(worker.link()).as("within one wait").isEqualTo(new Link.Up());
        assertThat(worker.lease("db-1").orElseThrow().isHeld()).isTrue();
        plane.close();
    }

    @Test
    void findsAControlPlaneThatHasMoved() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 control-plane.test\n");
        VertxOptions options = new VertxOptions();
        options.getAddressResolverOptions().setHostsPath(hosts.toString()).setHostsRefreshPeriod(5);
        vertx = Vertx.vertx(options);
        WickedPlane here = new WickedPlane(vertx, "127.0.0.1", 0);
        start(BaseUrl.parse("http://control-plane.test:" + here.port()), Duration.ofSeconds(5));
        passUntilUp();

        here.close();
        pass(TEN_MINUTES);
        assertThat(worker.link()).isInstanceOf(Link.Down.class);
        WickedPlane there = new WickedPlane(vertx, "127.0.0.2", here.port());
        Files.writeString(hosts, "127.0.0.2 control-plane.test\n");
        pass(ONE_BACKOFF);

        assertThat(worker.link()).isEqualTo(new Link.Up());
        assertThat(there.connections.get()).isPositive();
        there.close();
    }

    private void start(BaseUrl url, Duration limit) throws Exception {
        context = vertx.getOrCreateContext();
        TokenSource token = TokenSource.of(Secret.of("token"));
        ControlPlane plane = new Counted(new HttpControlPlane(ApiClient.create(vertx), url, "worker-a", token, limit));
        WorkerTools tools =
                new WorkerTools(plane, WorkerTools.nothingToWatch(), time, time, OptionalLong::empty, new Random(5));
        WorkerPlan plan = new WorkerPlan(
                new WorkerProfile("worker-a", "h", 0, 0, "", Optional.empty()),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                List.of(new LeasePlan("db-1", Duration.ofSeconds(30), Optional.empty())));
        worker = new Worker(vertx, plan, () -> List.of("docker"), tools, new LoggingListener("worker-a", url));
        onLoop(() -> worker.start());
    }

    /** The first requests of a JVM are slow. */
    private void passUntilUp() throws Exception {
        for (int tries = 0; tries < 20 && !worker.link().equals(new Link.Up()); tries++) {
            pass(ONE_BACKOFF);
        }
        assertThat(worker.link()).isEqualTo(new Link.Up());
    }

    /** Lets seconds pass; each waits for the calls that fell due in it. */
    private void pass(int seconds) throws Exception {
        for (int second = 0; second < seconds; second += 4) {
            onLoop(() -> time.advance(TICK));
            Await.until(() -> underWay.get() == 0);
        }
    }

    private void onLoop(Runnable step) throws Exception {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            step.run();
            done.complete();
        });
        PlaneServer.await(done.future());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long memory() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Counts calls, and those that are under way. */
    private final class Counted implements ControlPlane {
        private final ControlPlane plane;

        Counted(ControlPlane plane) {
            this.plane = plane;
        }

        @Override
        public Future<Answer<StatusReply>> heartbeat(Heartbeat beat) {
            return counted(plane.heartbeat(beat));
        }

        @Override
        public Future<Answer<LeaseView>> acquire(String resource, Duration ttl) {
            return counted(plane.acquire(resource, ttl));
        }

        @Override
        public Future<Answer<LeaseView>> renew(String resource, Duration ttl) {
            return counted(plane.renew(resource, ttl));
        }

        @Override
        public Future<Answer<StatusReply>> release(String resource, long generation) {
            return counted(plane.release(resource, generation));
        }

        private <T> Future<T> counted(Future<T> call) {
            calls.incrementAndGet();
            underWay.incrementAndGet();
            Promise<T> after = Promise.promise();
            call.onComplete(done -> {
                after.tryComplete(done.result());
                underWay.decrementAndGet();
            });
            return after.future();
        }
    }
}
