package dev.stacyvm.bus;

import io.vertx.core.Future;

/**
 * Where events are consumed.
 *
 * <ul>
 *   <li>Events of one host are delivered in the order they were published.
 *   <li>Every event is delivered at least once: again when the handler failed, or when the process died before the
 *       position was stored. A handler must be idempotent by source and event id.
 *   <li>Consumers of different names do not know of each other; each has its position.
 *   <li>What cannot be read is delivered too, as {@link Arrival.Unreadable}, and blocks nothing.
 * </ul>
 */
public interface EventBus {
    /**
     * Begins to consume. Batches are handed to {@code handler} one at a time, on one Vert.x context.
     *
     * @return the running consumption; fails when the bus cannot be read, or when the name is in use and this bus gives
     *     a name to one consumer only
     */
    Future<Consumption> consume(Subscription subscription, BatchHandler handler);
}
