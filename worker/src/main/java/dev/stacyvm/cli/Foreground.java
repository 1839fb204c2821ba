package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.app.Role;
import dev.stacyvm.file.IoClause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a role until INT or TERM. The shutdown hook waits for the role to stop, within a limit, and decides the exit
 * code itself: a service that was asked to stop and did has succeeded.
 */
final class Foreground {
    static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** How long most roles may take to stop. */
    static final Duration STOP_LIMIT = Duration.ofMillis(4_500);

    /** A control plane that moves is found again, also where names come from a hosts file. */
    private static final int HOSTS_SECONDS = 5;

    private Foreground() {}

    /** Written and read by the main thread alone. */
    private static boolean serving;

    /** Starts the role and returns when it runs; {@link #sleepWhileServing} is for its life. Throws when the start failed. */
    static int run(Function<Vertx, Future<? extends Role>> start) {
        return run(STOP_LIMIT, start);
    }

    /** As above, for a role that may take longer to stop. */
    static int run(Duration stopLimit, Function<Vertx, Future<? extends Role>> start) {
        Vertx vertx = Vertx.vertx(options());
        EarlyEnd.disarm();
        Future<Role> starting = onLoop(vertx, () -> start.apply(vertx));
        Thread hook = new Thread(() -> stopAndHalt(starting, vertx, stopLimit), "stacyvm-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            await(starting);
        } catch (OperatorError failure) {
            Runtime.getRuntime().removeShutdownHook(hook);
            closeQuietly(vertx);
            throw failure;
        }
        serving = true;
        return 0;
    }

    /**
     * Blocks the calling thread for the life of the role that was started, if one was. To be called when nothing holds
     * any more what the start needed, of which the parsed command line is most: it is given back before.
     */
    static void sleepWhileServing() {
        if (serving) {
            System.gc();
            sleepUntilShutdown();
        }
    }

    /** Runs the work on the one event loop, where all parts live. */
    static <T> Future<T> onLoop(Vertx vertx, Supplier<Future<? extends T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(ignored -> Future.<Void>succeededFuture()
                .compose(now -> work.get())
                .<T>map(value -> value)
                .onComplete(done));
        return done.future();
    }

    static <T> T await(Future<T> future) {
        return await(future, START_LIMIT);
    }

    static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw told(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException late) {
            throw new OperatorError("it took longer than " + limit.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OperatorError("interrupted", interrupted);
        }
    }

    /** What a part says for the operator stands as it is; a defect without a sentence is told by its kind. */
    private static OperatorError told(Throwable cause) {
        String message = cause instanceof IOException failure ? IoClause.of(failure) : cause.getMessage();
        return new OperatorError(message == null ? "unexpected failure: " + cause : message, cause);
    }

    /** One event loop serves every role; blocking work has named executors of its own. */
    static VertxOptions options() {
        VertxOptions options =
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(2);
        options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        options.getAddressResolverOptions()
                .setHostsRefreshPeriod(HOSTS_SECONDS)
                .setHostsRefreshPeriodUnit(TimeUnit.SECONDS);
        return options;
    }

    /** Also when the start is still under way: what it started is stopped as soon as it is there. */
    private static void stopAndHalt(Future<Role> starting, Vertx vertx, Duration limit) {
        Future<Void> stop = onLoop(
                vertx,
                () -> starting.transform(
                        started -> started.succeeded() ? started.result().stop() : Future.succeededFuture()));
        Runtime.getRuntime().halt(endsInTime(stop.eventually(vertx::close), limit) ? 0 : 1);
    }

    private static void closeQuietly(Vertx vertx) {
        if (!endsInTime(vertx.close(), STOP_LIMIT)) {
            System.err.println("stacyvm: the event loop did not close in time");
        }
    }

    private static boolean endsInTime(Future<Void> stop, Duration limit) {
        CountDownLatch ended = new CountDownLatch(1);
        stop.onComplete(result -> ended.countDown());
        try {
            return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS) && stop.succeeded();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void sleepUntilShutdown() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
