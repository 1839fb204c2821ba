package dev.stacyvm.bus;

import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits with a limit. */
public final class Await {
    private static final long LIMIT_SECONDS = 20;

    private Await() {}

    /** The result, or the failure as an {@link AssertionError} with that cause. */
    public static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("not done within " + LIMIT_SECONDS + " s", late);
        }
    }

    /** What the future failed with. */
    public static Throwable failure(Future<?> future) {
        return result(future.<Throwable>transform(done -> Future.succeededFuture(done.cause())));
    }

    public static void until(String what, BooleanSupplier condition) {
        long deadline = Time.system().nanos() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (Time.system().nanos() > deadline) {
                throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
