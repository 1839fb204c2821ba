package dev.stacyvm.issuer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who follows the trust feed, and which epoch each has said to hold. A follower lives until it was not heard for as long
 * as it may trust what it holds; then it lets nothing in, and nobody need wait for it. Any thread may call.
 */
final class FollowerBook {
    static final int MOST = 1_024;
    static final int MOST_OF_ONE_OWNER = 8;

    /** @param epoch 0 while it has said nothing in this process' life */
    record Heard(long epoch, long nanos) {}

    private final Duration bound;
    private final Map<String, Heard> followers = new HashMap<>();

    FollowerBook(Duration bound) {
        this.bound = bound;
    }

    /** The name by which it is known: a worker cannot speak for another's follower. */
    static String name(String worker, String follower) {
        return worker.isEmpty() ? follower : worker + "/" + follower;
    }

    /** Those that an earlier process knew may still trust what that one told them. */
    synchronized void expect(Collection<String> known, long nanos) {
        known.forEach(name -> followers.put(name, new Heard(0, nanos)));
    }

    synchronized boolean knows(String name) {
        return followers.containsKey(name);
    }

    /** Whether one more of this worker fits; API keys count as one owner without a limit of its own. */
    synchronized boolean hasRoom(String worker) {
        long own = followers.keySet().stream()
                .filter(name -> name.startsWith(worker + "/"))
                .count();
        return followers.size() < MOST && (worker.isEmpty() || own < MOST_OF_ONE_OWNER);
    }

    /** @param current an epoch beyond it is none that this issuer ever published, and counts for nothing */
    synchronized void heard(String name, long epoch, long current, long nanos) {
        followers.put(name, new Heard(epoch > current ? 0 : epoch, nanos));
    }

    /** The live ones with the epoch that each holds. */
    synchronized Map<String, Long> live(long nanos) {
        return followers.entrySet().stream()
                .filter(entry -> isAlive(entry.getValue(), nanos))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().epoch()));
    }

    synchronized Map<String, Heard> all() {
        return Map.copyOf(followers);
    }

    /** Forgets the dead, and those of a worker that is revoked; answers their names. */
    synchronized List<String> forget(String revokedWorker, long nanos) {
        List<String> gone = new ArrayList<>();
        followers.forEach((name, heard) -> {
            boolean revoked = !revokedWorker.isEmpty() && name.startsWith(revokedWorker + "/");
            if (revoked || !isAlive(heard, nanos)) {
                gone.add(name);
            }
        });
        followers.keySet().removeAll(gone);
        return gone;
    }

    private boolean isAlive(Heard heard, long nanos) {
        return nanos - heard.nanos() < bound.toNanos();
    }
}
