package dev.stacyvm.worker.lease;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.ControlPlane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;

/**
 * What lies between one worker and the plane: delays, mostly short and sometimes longer than a term, losses, duplicates,
 * and cuts in one direction or in both.
 */
final class SimNetwork implements ControlPlane {
    private final ManualTime truth;
    private final SimPlane plane;
    private final SimNode node;
    private final String worker;
    private final Random random;
    private long requestsCutUntilNanos;
    private long answersCutUntilNanos;

    SimNetwork(ManualTime truth, SimPlane plane, SimNode node, String worker, Random random) {
        this.truth = truth;
        this.plane = plane;
        this.node = node;
        this.worker = worker;
        this.random = random;
    }

    /** Nothing passes for so long: no request, no answer, or neither. */
    void cut(Duration length) {
        long end = truth.nanos() + length.toNanos();
        int direction = random.nextInt(3);
        requestsCutUntilNanos = direction == 1 ? requestsCutUntilNanos : end;
        answersCutUntilNanos = direction == 0 ? answersCutUntilNanos : end;
    }

    @Override
    public Future<Answer<StatusReply>> heartbeat(Heartbeat beat) {
        return Promise.<Answer<StatusReply>>promise().future();
    }

    @Override
    public Future<Answer<LeaseView>> acquire(String resource, Duration ttl) {
        return lease(resource, () -> plane.acquire(worker, ttl));
    }

    @Override
    public Future<Answer<LeaseView>> renew(String resource, Duration ttl) {
        return lease(resource, () -> plane.renew(worker, ttl));
    }

    @Override
    public Future<Answer<StatusReply>> release(String resource, long generation) {
        return exchange(() -> plane.release(worker, generation))
                .map(answer -> answer.then(done -> new Answer.Granted<>(new StatusReply("released"))));
    }

    private Future<Answer<LeaseView>> lease(String resource, Supplier<Answer<Long>> operation) {
        return exchange(operation)
                .map(answer -> answer.then(
                        generation -> new Answer.Granted<>(new LeaseView(resource, worker, generation, ""))));
    }

    private Future<Answer<Long>> exchange(Supplier<Answer<Long>> operation) {
        Promise<Answer<Long>> answered = Promise.promise();
        int copies = random.nextInt(20) == 0 ? 2 : 1;
        for (int copy = 0; copy < copies && truth.nanos() >= requestsCutUntilNanos; copy++) {
            deliver(() -> plane.node().run(() -> arrived(operation.get(), answered)));
        }
        return answered.future();
    }

    private void arrived(Answer<Long> answer, Promise<Answer<Long>> answered) {
        if (truth.nanos() >= answersCutUntilNanos) {
            deliver(() -> node.run(() -> answered.tryComplete(answer)));
        }
    }

    private void deliver(Runnable message) {
        if (random.nextInt(12) != 0) {
            truth.after(delay(), message);
        }
    }

    private Duration delay() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMillis(random.nextInt(12_000));
            case 1, 2 -> Duration.ofMillis(random.nextInt(3_000));
            default -> Duration.ofMillis(1 + random.nextInt(50));
        };
    }
}
