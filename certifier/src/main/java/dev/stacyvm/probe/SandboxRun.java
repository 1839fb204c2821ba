package dev.stacyvm.probe;

import io.vertx.core.Future;
import java.util.List;

/** One run at an engine, and how it ends: whatever happened, what carries its mark goes away. */
record SandboxRun(Containers containers, Sweep sweep, RunMark mark) {
    /** Makes no more, removes everything, and gives what is still there. May be called again. */
    Future<List<String>> stop() {
        containers.refuseMore();
        return sweep.away(mark::isMine)
                .otherwise(failure -> List.of("what carries the label " + RunMark.RUN + "=" + mark.id()
                        + ", because the engine " + EngineTrouble.clause(failure)));
    }
}
