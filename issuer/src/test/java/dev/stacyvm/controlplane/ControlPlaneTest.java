package dev.stacyvm.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.controlplane.LeaseOutcome.Granted;
import dev.stacyvm.controlplane.LeaseOutcome.Reason;
import dev.stacyvm.controlplane.LeaseOutcome.Refused;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Heartbeat BEAT = new Heartbeat("host", null, null, null, null);

    private final Vertx vertx = Vertx.vertx();
    private final GateStore store = new GateStore();
    private ControlPlane plane;

    @BeforeEach
    void open() {
        plane = Await.value(ControlPlane.open(vertx, () -> store, Time.system()));
    }

    @AfterEach
    void close() {
        store.letThrough();
        Await.value(vertx.close());
    }

    @Test
    void answersOnlyAfterTheCommit() {
        store.holdUp();
        Future<LeaseOutcome> asked = acquire("sb-1", "worker-a");
        Await.until(store::someoneWaits);

        assertThat(asked.isComplete()).isFalse();
        assertThat(store.commits).isEmpty();

        store.letThrough();
        assertThat(Await.value(asked)).isInstanceOf(Granted.class);
        assertThat(store.commits).hasSize(1);
    }

    @Test
    void answersOnTheContextThatAsked() throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> answeredOn = new CompletableFuture<>();

        context.runOnContext(
                now -> acquire("sb-1", "worker-a").onComplete(answer -> answeredOn.complete(Vertx.currentContext())));

        assertThat(answeredOn.get(10, TimeUnit.SECONDS)).isSameAs(context);
    }

    @Test
    void gathersWhatComesDuringACommitIntoTheNextOne() {
        store.holdUp();
        acquire("sb-0", "worker-a");
        Await.until(store::someoneWaits);
        List<Future<LeaseOutcome>> asked = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            asked.add(acquire("sb-" + i, "worker-a"));
        }

        store.letThrough();

        Await.value(Future.all(asked));
        assertThat(store.commits).hasSize(2);
        assertThat(store.commits.get(1).leases()).hasSize(100);
    }

    @Test
    void refusesAtOnceWhatTheQueueCannotTake() {
        store.holdUp();
        acquire("sb-0", "worker-a");
        Await.until(store::someoneWaits);
        List<Future<LeaseOutcome>> waiting = new ArrayList<>();
        for (int i = 0; i < GroupCommit.CAPACITY; i++) {
            waiting.add(acquire("sb-1", "worker-a"));
        }

        Future<LeaseOutcome> oneMore = acquire("sb-1", "worker-a");

        assertThat(oneMore.failed()).isTrue();
        assertThat(oneMore.cause())
                .isInstanceOf(PlaneUnavailable.class)
                .hasMessage("too many requests wait for the store");
        store.letThrough();
        assertThat(Await.value(Future.all(waiting)).succeeded()).isTrue();
    }

    @Test
    void anOperationWhoseCommitFailedNeverHappened() {
        store.failing = true;
        assertThat(Await.failure(acquire("sb-1", "worker-a")))
                .isInstanceOf(PlaneUnavailable.class)
                .hasMessage("the disk is full");

        store.failing = false;
        LeaseOutcome outcome = Await.value(acquire("sb-1", "worker-b"));
        assertThat(outcome).isInstanceOf(Granted.class);
        assertThat(((Granted) outcome).lease().generation()).isEqualTo(1);
    }

    @Test
    void aDefectInOneOperationFailsItsBatchAndNotTheWriter() {
        Await.value(acquire("sb-1", "worker-a"));

        assertThat(Await.failure(plane.release("sb-1", "worker-a", explodingGeneration())))
                .isInstanceOf(PlaneUnavailable.class);

        assertThat(Await.value(acquire("sb-1", "worker-a"))).isInstanceOf(Granted.class);
    }

    @Test
    void sixteenWhoAcquireAtOnceFindOneWinner() {
        List<Future<LeaseOutcome>> asked = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            asked.add(acquire("sb-1", "worker-" + i));
        }

        List<LeaseOutcome> outcomes = asked.stream().map(Await::value).toList();

        assertThat(outcomes).filteredOn(Granted.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.equals(new Refused(Reason.HELD_BY_ANOTHER)))
                .hasSize(15);
    }

    @Test
    void provesThatItCanWriteByWriting() {
        Await.value(plane.proveWritable());
        assertThat(store.commits).hasSize(1);

        store.failing = true;
        assertThat(Await.failure(plane.proveWritable())).hasMessage("the disk is full");
    }

    @Test
    void refusedOperationsWriteNothing() {
        assertThat(Await.value(plane.renew(new LeaseAsk("sb-1", "worker-a", TTL))))
                .isEqualTo(new Refused(Reason.NOT_HELD));

        assertThat(store.commits).isEmpty();
    }

    @Test
    void savesManyHeartbeatsOfAWorkerOnceAndSoon() {
        for (int i = 0; i < 500; i++) {
            plane.heartbeat("worker-a", BEAT);
        }

        Await.until(() -> !store.commits.isEmpty());
        assertThat(store.commits.get(0).workers()).extracting(WorkerRow::id).containsExactly("worker-a");
    }

    @Test
    void savesAHeartbeatLaterWhenTheStoreCouldNotBeWritten() {
        store.failing = true;
        plane.heartbeat("worker-a", BEAT);
        Await.failure(plane.proveWritable());

        store.failing = false;
        Await.until(() ->
                store.commits.stream().anyMatch(commit -> !commit.workers().isEmpty()));
    }

    @Test
    void deletesAWorkerOnlyOnceItIsOnDisk() {
        plane.heartbeat("worker-a", BEAT);
        Await.until(() -> !store.commits.isEmpty());

        assertThat(Await.value(plane.deleteWorker("worker-a"))).isTrue();

        assertThat(store.commits.get(store.commits.size() - 1).forgottenWorkers())
                .containsExactly("worker-a");
        assertThat(plane.workers()).extracting(WorkerView::id).isEmpty();
        assertThat(Await.value(plane.deleteWorker("worker-a"))).isFalse();
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        plane.heartbeat("worker-a", BEAT);
        Future<LeaseOutcome> asked = acquire("sb-1", "worker-a");

        Await.value(plane.close());

        assertThat(Await.value(asked)).isInstanceOf(Granted.class);
        assertThat(store.commits.stream().flatMap(commit -> commit.workers().stream()))
                .extracting(WorkerRow::id)
                .contains("worker-a");
        assertThat(store.closed).isTrue();
    }

    @Test
    void refusesWhatComesAfterClosing() {
        Await.value(plane.close());

        assertThat(Await.failure(acquire("sb-1", "worker-a")))
                .isInstanceOf(PlaneUnavailable.class)
                .hasMessage("the control plane is stopping");
        Await.value(plane.close());
    }

    @Test
    void failsToOpenWithTheStoresOwnSentence() {
        assertThat(Await.failure(ControlPlane.open(
                        vertx,
                        () -> {
                            throw new IOException("the folder is in use by process 7");
                        },
                        Time.system())))
                .hasMessage("the folder is in use by process 7");
    }

    private Future<LeaseOutcome> acquire(String resource, String holder) {
        return plane.acquire(new LeaseAsk(resource, holder, TTL));
    }

    /** Null where a value must be: a defect of the caller. */
    private static OptionalLong explodingGeneration() {
        return null;
    }
}
