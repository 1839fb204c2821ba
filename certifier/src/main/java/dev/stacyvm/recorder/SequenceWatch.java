package dev.stacyvm.recorder;

import dev.stacyvm.event.CertificationEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Notices numbers of a host's events that are missing or come a second time. That refuses nothing: a log that was lost
 * begins anew, and what is missing may be a dead letter. For one thread; a bounded number of hosts, and none from before
 * the start: {@link ArtifactAudit} looks through all that is recorded.
 */
final class SequenceWatch {
    private static final int MAX_HOSTS = 10_000;

    private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_HOSTS;
        }
    };

    /** Takes an event that was not recorded before; answers what is odd about its number: a clause for an operator. */
    Optional<String> add(CertificationEvent event) {
        long number = event.sequence();
        Long before = last.put(event.host().value(), number);
        if (before == null || number == before + 1) {
            return Optional.empty();
        }
        return Optional.of(
                number <= before
                        ? "its number " + number + " is not above " + before
                                + ", the last of its host: the host's log was begun anew, or another speaks for it"
                        : "its number is " + number + " and the last of its host was " + before + ": "
                                + (number - before - 1) + " are missing");
    }
}
