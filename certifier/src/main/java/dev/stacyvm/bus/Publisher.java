package dev.stacyvm.bus;

import dev.stacyvm.event.EventDraft;
import io.cloudevents.CloudEvent;
import io.vertx.core.Future;
import java.util.List;

/** Where results go: the log of this host, whoever consumes it. */
@FunctionalInterface
public interface Publisher {
    /** How many drafts one append may hold. */
    int MAX_DRAFTS = 500;

    /**
     * Appends all drafts, in this order, or none, and gives each the next number of its host.
     *
     * @return the events as they were appended, once they are on the disk; fails when the log cannot be written. After
     *     a failure the same drafts may be appended again: their ids tell a consumer the double
     */
    Future<List<CloudEvent>> append(List<EventDraft> drafts);
}
