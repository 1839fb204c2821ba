package dev.stacyvm.key;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All signing keys by id, oldest first, each in one state. Immutable: a step gives another ring, and each of them is whole
 * enough to go on with after a crash.
 */
public record KeyRing(Map<String, KeyState> states) {
    /** As many keys as may be published at once. */
    public static final int MOST = 64;

    public KeyRing {
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
    }

    /** The first start: one key, active. */
    public static KeyRing of(String first) {
        return new KeyRing(Map.of(first, KeyState.ACTIVE));
    }

    public Optional<String> active() {
        return in(KeyState.ACTIVE).stream().findFirst();
    }

    /** The next key, if there is one. */
    public Optional<String> prepared() {
        return in(KeyState.PREPARED).stream().findFirst();
    }

    /** Ids in that state, oldest first. */
    public List<String> in(KeyState state) {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == state)
                .map(Map.Entry::getKey)
                .toList();
    }

    public boolean isFull() {
        return states.values().stream().filter(KeyState::isPublished).count() >= MOST;
    }

    public boolean isPublished(String id) {
        KeyState state = states.get(id);
        return state != null && state.isPublished();
    }

    /** With one more key that is published and signs nothing. */
    public KeyRing prepare(String id) {
        require(!states.containsKey(id), id, "is known already");
        return with(id, KeyState.PREPARED);
    }

    /** The prepared key signs from now on; the one before is retired. */
    public KeyRing activate(String id) {
        require(states.get(id) == KeyState.PREPARED, id, "is not prepared");
        KeyRing retired = active().map(old -> with(old, KeyState.RETIRED)).orElse(this);
        return retired.with(id, KeyState.ACTIVE);
    }

    /** Without a key that signs nothing. */
    public KeyRing remove(String id) {
        require(isPublished(id) && states.get(id) != KeyState.ACTIVE, id, "is active or unknown");
        return with(id, KeyState.REMOVED);
    }

    private KeyRing with(String id, KeyState state) {
        Map<String, KeyState> next = new LinkedHashMap<>(states);
        next.put(id, state);
        return new KeyRing(next);
    }

    private static void require(boolean holds, String id, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the key " + id + " " + otherwise);
        }
    }
}
