package dev.stacyvm.app;

import dev.stacyvm.time.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for a file that another part is about to write, so that a good start looks like one. */
final class FileArrival {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Scheduler scheduler;
    private final Path file;
    private final Promise<Void> over = Promise.promise();

    private FileArrival(Scheduler scheduler, Path file) {
        this.scheduler = scheduler;
        this.file = file;
    }

    /** Done when the file is there, or after {@code limit} without it; never fails. */
    static Future<Void> of(Scheduler scheduler, Path file, Duration limit) {
        FileArrival arrival = new FileArrival(scheduler, file);
        scheduler.after(limit, arrival.over::tryComplete);
        arrival.look();
        return arrival.over.future();
    }

    private void look() {
        if (Files.exists(file)) {
            over.tryComplete();
        } else if (!over.future().isComplete()) {
            scheduler.after(LOOK, this::look);
        }
    }
}
