package dev.stacyvm.bus.local;

import dev.stacyvm.event.SafeName;
import dev.stacyvm.file.FolderLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The right to consume under a name: a lock of the operating system that dies with its holder. */
final class ConsumerName {
    private final WorkerExecutor thread;
    private final Optional<FolderLock> lock;

    private ConsumerName(WorkerExecutor thread, Optional<FolderLock> lock) {
        this.thread = thread;
        this.lock = lock;
    }

    /** Takes the name, unless it is empty; fails when another consumer of this log has it. */
    static Future<ConsumerName> take(Vertx vertx, Path folder, String name) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor("stacyvm-events-lock", 1);
        return thread.executeBlocking(() -> new ConsumerName(thread, lock(folder, name)), false)
                .onFailure(taken -> thread.close());
    }

    Future<Void> release() {
        return thread.<Void>executeBlocking(
                        () -> {
                            if (lock.isPresent()) {
                                lock.get().close();
                            }
                            return null;
                        },
                        false)
                .eventually(thread::close);
    }

    private static Optional<FolderLock> lock(Path folder, String name) throws IOException {
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(FolderLock.take(folder, "consumer-" + SafeName.of(name) + ".lock"));
    }
}
