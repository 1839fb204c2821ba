package dev.stacyvm.key;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Since when this process has seen each key in its state, on the monotonic clock, and in which epoch followers were first
 * told of it: what decides when a key may sign and when it may go. A restart begins anew, which only ever waits longer.
 * Any thread may call.
 */
public final class KeyLedger {
    private record Seen(KeyState state, long epoch, long nanos) {}

    private final KeyRules rules;
    private final Map<String, Seen> seen = new HashMap<>();

    public KeyLedger(KeyRules rules) {
        this.rules = rules;
    }

    /** What is published from now on, under which epoch. */
    public synchronized void learn(KeyRing ring, long epoch, long nanos) {
        seen.keySet().retainAll(ring.states().keySet());
        ring.states().forEach((id, state) -> {
            Seen before = seen.get(id);
            if (before == null) {
                seen.put(id, new Seen(state, epoch, nanos));
            } else if (before.state() != state) {
                seen.put(id, new Seen(state, before.epoch(), nanos));
            }
        });
    }

    /**
     * What a prepared key still waits for.
     *
     * @param followers the live ones, with the epoch that each holds
     */
    public synchronized Hold hold(String id, Map<String, Long> followers, long nanos) {
        Seen key = seen.get(id);
        if (key == null) {
            throw new IllegalArgumentException("the key " + id + " was never published");
        }
        Duration rest = rules.publication().minusNanos(nanos - key.nanos());
        List<String> lagging = followers.entrySet().stream()
                .filter(follower -> follower.getValue() < key.epoch())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return new Hold(rest.isNegative() ? Duration.ZERO : rest, lagging);
    }

    /** The retired keys whose last token is dead everywhere. */
    public synchronized List<String> dead(long nanos) {
        List<String> dead = new ArrayList<>();
        seen.forEach((id, key) -> {
            boolean over = nanos - key.nanos() >= rules.retirement().toNanos();
            if (key.state() == KeyState.RETIRED && over) {
                dead.add(id);
            }
        });
        return dead;
    }
}
