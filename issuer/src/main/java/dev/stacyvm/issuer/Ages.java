package dev.stacyvm.issuer;

import dev.stacyvm.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For how long things have been seen by this process, on the monotonic clock: a wall clock that jumps makes nothing old,
 * and after a start everything is new. Any thread may call.
 */
final class Ages<T> {
    private final Time time;
    private final Map<T, Long> sinceNanos = new HashMap<>();

    Ages(Time time) {
        this.time = time;
    }

    /** What is there now; the rest is forgotten. */
    synchronized void keep(Collection<T> present) {
        sinceNanos.keySet().retainAll(Set.copyOf(present));
        present.forEach(it -> sinceNanos.putIfAbsent(it, time.nanos()));
    }

    synchronized List<T> olderThan(Duration age) {
        return sinceNanos.entrySet().stream()
                .filter(entry -> time.since(entry.getValue()).compareTo(age) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
