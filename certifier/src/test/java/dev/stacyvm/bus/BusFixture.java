package dev.stacyvm.bus;

import dev.stacyvm.event.EventDraft;
import java.util.List;

/** One bus for {@link EventBusContract}, empty at first. Calls block until they are done. */
public interface BusFixture extends AutoCloseable {
    EventBus bus();

    /** Publishes as a host does; the sequence numbers are the fixture's or the bus's. */
    void publish(List<EventDraft> drafts);

    /** Puts bytes on the bus that no publisher of ours would, on behalf of {@code host}. */
    void publishRaw(String host, byte[] body);

    /** Stops the bus and starts it again: what is durable is still there. */
    void restart();

    @Override
    void close();
}
