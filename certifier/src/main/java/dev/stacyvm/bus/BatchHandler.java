package dev.stacyvm.bus;

import io.vertx.core.Future;
import java.util.List;

/** What a consumer does with events. */
@FunctionalInterface
public interface BatchHandler {
    /**
     * Takes a batch of 1 to 500 arrivals. The next batch is not read before the future is done. When it succeeds, the
     * position moves behind the batch; when it fails, or this method throws, the same batch comes again after a pause
     * that grows to 5 s.
     */
    Future<Void> handle(List<Arrival> batch);
}
