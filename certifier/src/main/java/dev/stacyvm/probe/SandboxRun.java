package dev.stacyvm.probe;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run at an engine, and how it ends. */
record SandboxRun(Containers containers, Sweep sweep, RunMark mark) {
    /** For what the engine is making when the run ends: it comes after a first sweep, and holds its image. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Makes no more, removes everything, and gives what is still there. May be called again. */
    Future<List<String>> stop() {
        Future<Void> made = containers.refuseMore().timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return containers.hasMade() ? away(made) : Future.succeededFuture(List.of());
    }

    private Future<List<String>> away(Future<Void> made) {
        return sweep.away(mark::isMine)
                .compose(left -> made.isComplete() && left.isEmpty()
                        ? Future.succeededFuture(left)
                        : made.otherwiseEmpty().compose(done -> sweep.away(mark::isMine)))
                .otherwise(failure -> List.of("what carries the label " + RunMark.RUN + "=" + mark.id()
                        + ", because the engine " + EngineTrouble.clause(failure)));
    }
}
