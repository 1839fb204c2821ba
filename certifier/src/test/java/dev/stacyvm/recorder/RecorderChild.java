package dev.stacyvm.recorder;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;

/** A recorder in a process of its own, until its standard input ends: arguments are state and artifact folder. */
final class RecorderChild {
    private RecorderChild() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        LocalLog log = Await.result(LocalLog.open(vertx, LogSettings.of(Path.of(arguments[0]))));
        RecorderSettings settings = RecorderSettings.of(Path.of(arguments[1]));
        System.out.println("starting");
        Recorder recorder = Await.result(Recorder.start(vertx, settings, new Recorder.Source(log, log)));
        System.in.read();
        Await.result(recorder.stop());
        Await.result(log.close());
        Await.result(vertx.close());
    }
}
