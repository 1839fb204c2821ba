package dev.stacyvm.token;

import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Reads a token file anew for every request, on a thread of its own, and watches it between requests.
 *
 * <p>The file is opened once per read and read whole, at most 16 KiB; links are followed, and the target must be a regular
 * file. Callers that come while a read is under way share the one after it. A read of more than a second counts as failed. What is
 * usable and what happens otherwise is told at {@link TokenReading}; the state is logged once per change.
 *
 * <p>While someone listens, the file's identity is looked at every 250 ms by stat, and its content too while the last
 * answer was not fresh. Close it to end the watch and the thread. Safe from any thread.
 */
public final class FileTokenSource implements TokenSource, TokenWatch, AutoCloseable {
    private static final Duration READ_LIMIT = Duration.ofSeconds(1);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);
    private static final String THREAD = "stacyvm-token-read";

    private record Listener(Context context, Consumer<TokenReading> consumer) {}

    private final Vertx vertx;
    private final TokenFile file;
    private final TokenMemory memory;
    private final LimitedThread thread;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    // All below are guarded by this.
    private boolean underWay;
    private Optional<Promise<TokenReading>> waiting = Optional.empty();
    private Optional<Object> seen = Optional.empty();
    private TokenReading announced = new TokenReading.Nothing("");
    private boolean watching;
    private boolean closed;

    FileTokenSource(Vertx vertx, Time time, TokenFile file, Optional<String> workerId, Duration readLimit) {
        this.vertx = vertx;
        this.file = file;
        this.memory = new TokenMemory(file.name(), workerId, time);
        this.thread = new LimitedThread(THREAD, readLimit, time, Scheduler.of(vertx));
    }

    /** A source that takes any token. */
    public static FileTokenSource of(Vertx vertx, Time time, Path file) {
        return new FileTokenSource(vertx, time, new LocalTokenFile(file), Optional.empty(), READ_LIMIT);
    }

    /** A source that refuses signed tokens of any other worker. */
    public static FileTokenSource of(Vertx vertx, Time time, Path file, String workerId) {
        return new FileTokenSource(vertx, time, new LocalTokenFile(file), Optional.of(workerId), READ_LIMIT);
    }

    @Override
    public Future<TokenReading> read() {
        Context context = vertx.getOrCreateContext();
        Promise<TokenReading> promise = Promise.promise();
        shared().onSuccess(reading -> context.runOnContext(ignored -> promise.complete(reading)));
        return promise.future();
    }

    @Override
    public Watching onChange(Consumer<TokenReading> consumer) {
        Listener listener = new Listener(vertx.getOrCreateContext(), consumer);
        listeners.add(listener);
        synchronized (this) {
            if (!watching && !closed) {
                watching = true;
                thread.every(WATCH_INTERVAL, this::look);
            }
        }
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        listeners.clear();
        thread.close();
    }

    /** A read that begins now, or after the one that is under way, which may have seen the file of before. Never fails. */
    private Future<TokenReading> shared() {
        Promise<TokenReading> promise;
        synchronized (this) {
            if (underWay) {
                waiting = waiting.or(() -> Optional.of(Promise.promise()));
                return waiting.get().future();
            }
            underWay = true;
            promise = Promise.promise();
        }
        begin(promise);
        return promise.future();
    }

    private void begin(Promise<TokenReading> promise) {
        thread.call(this::snapshot)
                .map(memory::read)
                .otherwise(failure -> memory.failed(clause(failure)))
                .onSuccess(reading -> {
                    announce(reading);
                    Optional<Promise<TokenReading>> next = next();
                    promise.complete(reading);
                    next.ifPresent(this::begin);
                });
    }

    /** What waits for the read that ends now. */
    private synchronized Optional<Promise<TokenReading>> next() {
        Optional<Promise<TokenReading>> next = waiting;
        waiting = Optional.empty();
        underWay = next.isPresent();
        return next;
    }

    /** The identity is taken first, so that a change during the read is seen as one afterwards. */
    private byte[] snapshot() throws IOException {
        if (isWatching()) {
            remember(identity());
        }
        return file.content();
    }

    private synchronized boolean isWatching() {
        return watching;
    }

    private synchronized void remember(Optional<Object> identity) {
        seen = identity;
    }

    /** On the thread itself: for a file that has not changed nobody else is woken. */
    private void look() {
        if (listeners.isEmpty()) {
            stopWatching();
        } else if (!memory.isFresh() || !isUnchanged()) {
            shared();
        }
    }

    private synchronized void stopWatching() {
        if (listeners.isEmpty()) {
            watching = false;
            thread.repeatNothing();
        }
    }

    private boolean isUnchanged() {
        Optional<Object> identity = identity();
        synchronized (this) {
            return identity.isPresent() && identity.equals(seen);
        }
    }

    private Optional<Object> identity() {
        try {
            return Optional.of(file.identity());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private void announce(TokenReading reading) {
        synchronized (this) {
            boolean same = reading.getClass().equals(announced.getClass())
                    && reading.sendable().equals(announced.sendable());
            if (same) {
                return;
            }
            announced = reading;
        }
        for (Listener listener : listeners) {
            listener.context().runOnContext(ignored -> listener.consumer().accept(reading));
        }
    }

    /** The JDK's own exceptions have the bare file name for a message; the foundation's are clauses already. */
    private String clause(Throwable failure) {
        if (failure instanceof FileSystemException system) {
            String reason = system.getReason();
            return file.name() + " cannot be read ("
                    + (reason == null ? system.getClass().getSimpleName() : reason) + ")";
        }
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(file.name()) ? message : file.name() + " cannot be read: " + message;
    }
}
