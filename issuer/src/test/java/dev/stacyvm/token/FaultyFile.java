package dev.stacyvm.token;

import dev.stacyvm.time.Await;
import dev.stacyvm.time.Time;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A token file on a file system that fails or hangs when it is told to. Safe from any thread. */
public final class FaultyFile implements TokenFile {
    private final Path path;
    private final TokenFile file;
    private volatile Optional<String> errno = Optional.empty();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger touched = new AtomicInteger();

    public FaultyFile(Path path) {
        this.path = path;
        this.file = new LocalTokenFile(path);
    }

    /** A reader of it for one worker, on another clock and with another limit than the product's. */
    public FileTokenSource source(Vertx vertx, Time time, String workerId, Duration readLimit) {
        return new FileTokenSource(vertx, time, this, Optional.of(workerId), readLimit);
    }

    /** From now on it can be looked at but not opened or read, for this reason of the system's. */
    public void failsWith(String reason) {
        errno = Optional.of(reason);
    }

    /** From now on whoever touches it waits, whatever interrupts him, as on a dead mount. */
    public void hangs() {
        gate = new CountDownLatch(1);
    }

    /**
     * From now on, and for whoever waits, it is a file like any other. Where somebody waited, this returns when he has come
     * again: a call that hung touches it twice at most, so the third time is another.
     */
    public void heals() {
        errno = Optional.empty();
        boolean hung = hanging.get() > 0;
        int before = touched.get();
        gate.countDown();
        if (hung) {
            Await.until(() -> touched.get() >= before + 3);
        }
    }

    @Override
    public Object identity() throws IOException {
        pass();
        return file.identity();
    }

    @Override
    public byte[] content() throws IOException {
        pass();
        if (errno.isPresent()) {
            throw new FileSystemException(path.toString(), null, errno.get());
        }
        return file.content();
    }

    @Override
    public String name() {
        return file.name();
    }

    private void pass() {
        CountDownLatch waited = gate;
        hanging.incrementAndGet();
        while (waited.getCount() > 0) {
            try {
                waited.await();
            } catch (InterruptedException uninterruptible) {
                // A read of a dead mount does not notice.
            }
        }
        hanging.decrementAndGet();
        touched.incrementAndGet();
    }
}
