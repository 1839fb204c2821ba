package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;

/** A forwarder in a process of its own, until standard input ends: arguments are state folder and broker. */
public final class ForwarderChild {
    private ForwarderChild() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        LocalLog log = Await.result(LocalLog.open(vertx, LogSettings.of(Path.of(arguments[0]))));
        Forwarder forwarder = Forwarder.start(vertx, log, KafkaSettings.of(KafkaSettings.brokers(arguments[1])));
        System.out.println("started");
        System.in.read();
        Await.result(forwarder.close());
        Await.result(log.close());
        Await.result(vertx.close());
    }
}
