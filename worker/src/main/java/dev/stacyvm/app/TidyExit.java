package dev.stacyvm.app;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work to be done when the process is told to end (INT, TERM) before it has ended by itself. */
final class TidyExit {
    private static final long LIMIT_SECONDS = 10;

    private final Thread hook;

    private TidyExit(Thread hook) {
        this.hook = hook;
    }

    /** The process waits for the work, for at most 10 s. */
    static TidyExit of(Supplier<Future<Void>> work) {
        Thread hook = new Thread(() -> run(work), "stacyvm-tidy");
        Runtime.getRuntime().addShutdownHook(hook);
        return new TidyExit(hook);
    }

    /** There is nothing to do any more. False when the process is ending, and the work is being done. */
    boolean cancel() {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void run(Supplier<Future<Void>> work) {
        CountDownLatch done = new CountDownLatch(1);
        work.get().onComplete(ended -> done.countDown());
        try {
            if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("stacyvm: sandboxes may be left; the next --live run takes them away");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
