package dev.stacyvm.worker.lease;

import io.vertx.core.Future;
import java.util.Map;

/** Starts children. */
interface Launcher {
    /**
     * Starts a shell command.
     *
     * @param environment added to what is inherited
     * @return fails when it cannot be started
     */
    Future<Running> launch(String command, Map<String, String> environment);

    /** A child with everything it started. */
    interface Running {
        /** Asks all of it to end. */
        Future<Void> terminate();

        /** Kills all of it; succeeds when nothing is left. */
        Future<Void> kill();

        /** The exit status, once the child has ended and what it left behind is killed. */
        Future<Integer> exit();
    }
}
