package dev.stacyvm.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.worker.client.HttpControlPlane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What reading the token for every request costs: processor time of the whole process for requests with a file's token,
 * for the same with a fixed one, and for the same with a change of threads only, in turns. Arguments: port of a plane, folder for the token.
 */
final class TokenCost {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 15;
    private static final int CALLS = 5_000;
    private static final int READS = 10_000;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TokenCost() {}

    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        String token = "stacyvm-worker-v1." + "x".repeat(200);
        Path file =
                Files.writeString(Path.of(arguments[1], "token"), "an-opaque-token-of-some-length-" + token.length());
        TokenSource fromFile = FileTokenSource.of(vertx, Time.system(), file);
        TokenSource fixed = TokenSource.of(Secret.of(Files.readString(file)));
        BaseUrl plane = BaseUrl.parse("http://127.0.0.1:" + arguments[0]);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        TokenSource changing = () -> onThread(vertx, thread).compose(back -> fixed.read());
        List<Double> requests = medians(
                vertx,
                CALLS,
                List.of(
                        heartbeats(vertx, plane, fixed),
                        heartbeats(vertx, plane, changing),
                        heartbeats(vertx, plane, fromFile)));
        List<Double> reads = medians(
                vertx,
                READS,
                List.of(
                        () -> fixed.read().mapEmpty(),
                        () -> changing.read().mapEmpty(),
                        () -> fromFile.read().mapEmpty()));
        row("a request with a fixed token", requests.get(0));
        row("  and a change of threads before it", requests.get(1));
        row("  and the token read from its file", requests.get(2));
        row("so reading adds to each request (goal 10)", requests.get(2) - requests.get(0));
        row("  of which the change of threads", requests.get(1) - requests.get(0));
        row("a change of threads alone", reads.get(1) - reads.get(0));
        row("the reading alone", reads.get(2) - reads.get(0));
        thread.shutdown();
        vertx.close().await();
    }

    private static void row(String name, double micros) {
        System.out.printf("%-44s %8.1f us%n", name, micros);
    }

    /** There and back: the least that any work off the event loop costs here. */
    private static Future<Void> onThread(Vertx vertx, ExecutorService thread) {
        Context context = vertx.getOrCreateContext();
        Promise<Void> back = Promise.promise();
        thread.execute(() -> context.runOnContext(ignored -> back.complete()));
        return back.future();
    }

    private static Supplier<Future<Void>> heartbeats(Vertx vertx, BaseUrl plane, TokenSource tokens) {
        HttpControlPlane client = new HttpControlPlane(ApiClient.create(vertx), plane, "worker-a", tokens);
        Heartbeat beat = new Heartbeat("h", "online", List.of("docker"), List.of(), null);
        return () -> client.heartbeat(beat)
                .compose(answer -> answer.granted().isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(String.valueOf(answer)));
    }

    /** Microseconds of processor time for one of each, in the median round; they take turns. */
    private static List<Double> medians(Vertx vertx, int calls, List<Supplier<Future<Void>>> each) {
        List<List<Double>> rounds =
                each.stream().<List<Double>>map(one -> new ArrayList<>()).toList();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (int i = 0; i < each.size(); i++) {
                double cost = round(vertx, calls, each.get(i));
                if (round >= WARM_UP) {
                    rounds.get(i).add(cost);
                }
            }
        }
        rounds.forEach(Collections::sort);
        return rounds.stream().map(costs -> costs.get(ROUNDS / 2)).toList();
    }

    private static double round(Vertx vertx, int calls, Supplier<Future<Void>> call) {
        long begin = SYSTEM.getProcessCpuTime();
        Promise<Void> done = Promise.promise();
        vertx.runOnContext(start -> repeat(vertx, calls, call, done));
        done.future().await();
        return (SYSTEM.getProcessCpuTime() - begin) / 1000.0 / calls;
    }

    private static void repeat(Vertx vertx, int left, Supplier<Future<Void>> call, Promise<Void> done) {
        if (left == 0) {
            done.complete();
            return;
        }
        call.get()
                .onFailure(done::tryFail)
                .onSuccess(one -> vertx.runOnContext(next -> repeat(vertx, left - 1, call, done)));
    }
}
