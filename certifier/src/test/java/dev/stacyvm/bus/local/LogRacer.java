package dev.stacyvm.bus.local;

import dev.stacyvm.bus.Arrival;
import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.Start;
import dev.stacyvm.bus.Subscription;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Writes a log as fast as it can while it reads all of it: arguments are state folder, own host and seconds. Says how much
 * it wrote and how long the slowest append took; told a number, it says when it has read so many.
 */
final class LogRacer {
    private static final int DRAFTS = 3;

    private LogRacer() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        LocalLog log = Await.result(LocalLog.open(vertx, LogSettings.of(Path.of(arguments[0]))));
        AtomicLong read = new AtomicLong();
        Await.result(log.consume(
                new Subscription("reader-" + arguments[1], new Start.Beginning()), batch -> count(batch, read)));
        long until = Time.system().nanos() + Long.parseLong(arguments[2]) * 1_000_000_000L;
        int written = 0;
        long slowest = 0;
        while (Time.system().nanos() < until) {
            long start = Time.system().nanos();
            Await.result(log.append(drafts(new HostKey(arguments[1]), written)));
            slowest = Math.max(slowest, Time.system().since(start).toMillis());
            written += DRAFTS;
        }
        System.out.println("wrote " + written + " " + slowest);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long all = Long.parseLong(input.readLine());
        Await.until("all of it", () -> read.get() >= all);
        System.out.println("read " + read.get());
        Await.result(log.close());
        Await.result(vertx.close());
    }

    private static Future<Void> count(List<Arrival> batch, AtomicLong read) {
        read.addAndGet(batch.size());
        return Future.succeededFuture();
    }

    private static List<EventDraft> drafts(HostKey host, int from) {
        return IntStream.range(from, from + DRAFTS)
                .mapToObj(second -> Samples.draft(host, "docker", second % 30_000))
                .toList();
    }
}
