package dev.stacyvm.app;

import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.recorder.Recorder;
import dev.stacyvm.recorder.RecorderSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** A recorder on this machine's event log. */
public final class RecorderRole {
    private RecorderRole() {}

    /**
     * Starts where the artifact folder's last recorder left off.
     *
     * @param state the state folder, which was checked already
     * @return fails with one sentence when the log or the artifact folder cannot be used, or another recorder has it
     */
    public static Future<Role> start(Vertx vertx, Path state, Path artifacts) {
        RecorderSettings settings = RecorderSettings.of(artifacts);
        return LocalLog.open(vertx, LogSettings.of(state))
                .compose(log -> Recorder.start(vertx, settings, new Recorder.Source(log, log))
                        .<Role>map(recorder -> () -> recorder.stop().eventually(log::close))
                        .recover(failure -> log.close().transform(closed -> Future.failedFuture(failure))));
    }
}
