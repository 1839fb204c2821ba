package dev.stacyvm.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forces several files to the disk at once, on a few threads of its own: what comes to a journal together is committed
 * together, so that a batch costs a few commits instead of one a file. For one caller at a time, which waits.
 */
final class SyncLanes implements AutoCloseable {
    private static final int LANES = 8;

    private final ExecutorService threads;

    SyncLanes() {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(LANES, body -> {
            Thread thread = new Thread(body, "stacyvm-recorder-sync-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What forces one file. */
    @FunctionalInterface
    interface Sync {
        void on(Path path) throws IOException;
    }

    /**
     * Forces all of {@code paths}.
     *
     * @throws IOException when one was refused; by then each was tried and none is in the air
     */
    void all(Collection<Path> paths, Sync sync) throws IOException {
        CompletableFuture<?>[] running = paths.stream()
                .map(path -> CompletableFuture.runAsync(() -> one(path, sync), threads))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof UncheckedIOException refused
                    ? refused.getCause()
                    : new IOException(failure);
        }
    }

    private static void one(Path path, Sync sync) {
        try {
            sync.on(path);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
