package dev.stacyvm.worker.client;

import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A control plane that notes what it is asked and answers what it was told to; no answer set means silence. */
public final class FakePlane implements ControlPlane {
    public final List<String> asked = new ArrayList<>();
    public final List<Heartbeat> beats = new ArrayList<>();
    private Function<String, Future<Answer<Long>>> leases =
            operation -> Promise.<Answer<Long>>promise().future();
    private Future<Answer<StatusReply>> heartbeat = accepted();

    public static Future<Answer<StatusReply>> accepted() {
        return Future.succeededFuture(new Answer.Granted<>(new StatusReply("online")));
    }

    public static <T> Future<Answer<T>> denied(Denial kind) {
        return Future.succeededFuture(new Answer.Denied<>(kind, kind.name()));
    }

    public static Future<Answer<Long>> granted(long generation) {
        return Future.succeededFuture(new Answer.Granted<>(generation));
    }

    public void answerHeartbeats(Future<Answer<StatusReply>> answer) {
        heartbeat = answer;
    }

    /** The answer to {@code acquire}, {@code renew} and {@code release}, from the operation's name. */
    public void answerLeases(Function<String, Future<Answer<Long>>> answers) {
        leases = answers;
    }

    /** Answers by name; an operation without an answer is met with silence. */
    public void answerLeases(Map<String, Future<Answer<Long>>> answers) {
        leases = operation ->
                answers.getOrDefault(operation, Promise.<Answer<Long>>promise().future());
    }

    @Override
    public Future<Answer<StatusReply>> heartbeat(Heartbeat beat) {
        asked.add("heartbeat");
        beats.add(beat);
        return heartbeat;
    }

    @Override
    public Future<Answer<LeaseView>> acquire(String resource, Duration ttl) {
        return lease("acquire", resource);
    }

    @Override
    public Future<Answer<LeaseView>> renew(String resource, Duration ttl) {
        return lease("renew", resource);
    }

    @Override
    public Future<Answer<StatusReply>> release(String resource, long generation) {
        asked.add("release " + generation);
        return leases.apply("release")
                .map(answer -> answer.then(done -> new Answer.Granted<>(new StatusReply("released"))));
    }

    private Future<Answer<LeaseView>> lease(String operation, String resource) {
        asked.add(operation);
        return leases.apply(operation)
                .map(answer -> answer.then(
                        generation -> new Answer.Granted<>(new LeaseView(resource, "worker-a", generation, ""))));
    }
}
