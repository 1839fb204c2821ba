package dev.stacyvm.recorder;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.local.LocalLog;
import dev.stacyvm.bus.local.LogSettings;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.event.Samples;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Publishes results into a log from a process of its own: the argument is the state folder. Told two numbers, it appends
 * that many results from the one of the first number on, a few at a time, and says when all of them are on the disk.
 */
final class CertifierChild {
    private static final int APPEND = 25;
    private static final int HOSTS = 7;

    private CertifierChild() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        LocalLog log = Await.result(LocalLog.open(vertx, LogSettings.of(Path.of(arguments[0]))));
        System.out.println("started");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", 2);
            int from = Integer.parseInt(words[0]);
            int to = from + Integer.parseInt(words[1]);
            for (int next = from; next < to; next += APPEND) {
                Await.result(log.append(drafts(next, Math.min(to, next + APPEND))));
            }
            System.out.println("published");
        }
        Await.result(log.close());
        Await.result(vertx.close());
    }

    private static List<EventDraft> drafts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(second ->
                        Samples.draft(new HostKey("h" + second % HOSTS), second % 2 == 0 ? "docker" : "kata", second))
                .toList();
    }
}
