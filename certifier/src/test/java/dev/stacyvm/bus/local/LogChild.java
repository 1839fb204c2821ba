package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Collector;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.Samples;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The other process: arguments are state folder, own host, appends to make, events to see in the end. */
final class LogChild {
    private static final int DRAFTS_PER_APPEND = 3;

    private LogChild() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        LocalLog log = Await.result(LocalLog.open(vertx, LogSettings.of(Path.of(arguments[0]))));
        Collector collector = new Collector();
        Subscription all = new Subscription("reader-" + arguments[1], new Start.Beginning());
        Await.result(log.consume(all, collector));
        for (int append = 0; append < Integer.parseInt(arguments[2]); append++) {
            int first = append * DRAFTS_PER_APPEND;
            List<EventDraft> drafts = IntStream.range(first, first + DRAFTS_PER_APPEND)
                    .mapToObj(second -> Samples.draft(arguments[1], second))
                    .toList();
            Await.result(log.append(drafts));
        }
        collector.awaitCount(Integer.parseInt(arguments[3]));
        Await.result(log.close());
        System.out.println("seen " + collector.ids().stream().distinct().count());
        Await.result(vertx.close());
    }
}
