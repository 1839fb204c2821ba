package dev.stacyvm.worker;

import dev.stacyvm.worker.client.Denial;
import java.util.Locale;

/** How it stands between a worker and its control plane, by the last heartbeat. */
public sealed interface Link {
    /** One word for it: {@code unknown}, {@code up} or {@code down}. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** No heartbeat has ended yet. */
    record Unknown() implements Link {}

    /** Accepted. */
    record Up() implements Link {}

    /**
     * Not accepted.
     *
     * @param why one clause for an operator
     */
    record Down(Denial kind, String why) implements Link {}
}
