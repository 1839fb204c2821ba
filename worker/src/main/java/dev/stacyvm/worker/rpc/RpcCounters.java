package dev.stacyvm.worker.rpc;

import java.util.Map;
import java.util.TreeMap;

/** How many calls ended how. Used on one event loop. */
final class RpcCounters {
    /**
     * Calls that ended alike.
     *
     * @param method {@code none} where the call was refused before a method counted
     */
    record Kind(String method, int status) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int byMethod = method.compareTo(other.method);
            return byMethod != 0 ? byMethod : Integer.compare(status, other.status);
        }
    }

    private final Map<Kind, Long> counts = new TreeMap<>();

    void count(String method, int status) {
        counts.merge(new Kind(method, status), 1L, Long::sum);
    }

    Map<Kind, Long> counts() {
        return counts;
    }
}
