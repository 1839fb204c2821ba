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
import java.util.function.Supplier;

/**
 * What reading the token for every request costs: processor time of the whole process for requests with a file's token,
 * and for the same with a fixed one, in turns. Arguments: port of a plane, folder for the token.
 */
final class TokenCost {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 15;
    private static final int CALLS = 1_000;
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
        List<Double> requests =
                medians(vertx, CALLS, heartbeats(vertx, plane, fixed), heartbeats(vertx, plane, fromFile));
        List<Double> reads = medians(
                vertx,
                READS,
                () -> fixed.read().mapEmpty(),
                () -> fromFile.read().mapEmpty());
        double bare = requests.get(0);
        double read = requests.get(1);
        System.out.printf("%-44s %8.1f us%n", "a request with a fixed token", bare);
        System.out.printf("%-44s %8.1f us  %5.2f%n", "a request with the token read from its file", read, read / bare);
        System.out.printf("%-44s %8.1f us  (goal 10)%n", "so for each request", read - bare);
        System.out.printf("%-44s %8.1f us%n", "the reading alone", reads.get(1) - reads.get(0));
        vertx.close().await();
    }

    private static Supplier<Future<Void>> heartbeats(Vertx vertx, BaseUrl plane, TokenSource tokens) {
        HttpControlPlane client = new HttpControlPlane(ApiClient.create(vertx), plane, "worker-a", tokens);
        Heartbeat beat = new Heartbeat("h", "online", List.of("docker"), List.of(), null);
        return () -> client.heartbeat(beat)
                .compose(answer -> answer.granted().isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(String.valueOf(answer)));
    }

    /** Microseconds of processor time for one of each, in the median round; the two take turns. */
    private static List<Double> medians(
            Vertx vertx, int calls, Supplier<Future<Void>> one, Supplier<Future<Void>> other) {
        List<Double> ones = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double first = round(vertx, calls, one);
            double second = round(vertx, calls, other);
            if (round >= WARM_UP) {
                ones.add(first);
                others.add(second);
            }
        }
        Collections.sort(ones);
        Collections.sort(others);
        return List.of(ones.get(ROUNDS / 2), others.get(ROUNDS / 2));
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
