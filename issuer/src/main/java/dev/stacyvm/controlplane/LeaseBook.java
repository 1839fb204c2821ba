package dev.stacyvm.controlplane;

import dev.stacyvm.controlplane.LeaseOutcome.Granted;
import dev.stacyvm.controlplane.LeaseOutcome.Reason;
import dev.stacyvm.controlplane.LeaseOutcome.Refused;
import dev.stacyvm.controlplane.LeaseOutcome.Released;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who holds what: a state machine without clock, disk or threads. A resource goes
 *
 * <ul>
 *   <li>from unknown to <em>held</em> by acquire, with a generation above every one that was forgotten;
 *   <li>from <em>held</em> to <em>held</em> by renew or acquire of its holder, generation + 1;
 *   <li>from <em>held</em> to <em>expired</em> when the monotonic clock reaches the deadline, and stays so;
 *   <li>from <em>held</em> or <em>expired</em> to <em>released</em>, a tombstone that keeps the generation;
 *   <li>from <em>expired</em> or <em>released</em> to <em>held</em> by acquire of anybody, generation + 1;
 *   <li>from <em>expired</em> or <em>released</em> to unknown by {@link #forget}, which raises the floor that unknown
 *       resources start from.
 * </ul>
 *
 * <p>Decisions are pending until {@link #keep}, and {@link #drop} takes them back; later decisions see pending ones. Not
 * thread-safe: owned by the writer.
 */
final class LeaseBook {
    /** Tombstones included. */
    static final int MAX_LEASES = 100_000;

    private record Slot(LeaseRow row, long deadlineNanos) {
        boolean isFree(Moment now) {
            return row.released() || now.nanos() - deadlineNanos >= 0;
        }

        boolean isHeldBy(String holder) {
            return !row.released() && row.holderId().equals(holder);
        }
    }

    private final Map<String, Slot> kept = new HashMap<>();
    /** By resource; empty for one that is forgotten. */
    private final Map<String, Optional<Slot>> pending = new LinkedHashMap<>();

    private long keptFloor;
    private long floor;

    /**
     * The book after a start. What was held stays held for its full TTL from now, because the time that passed while the
     * plane was away is not known to the monotonic clock.
     *
     * @param floor the highest generation that was ever forgotten
     */
    LeaseBook(Collection<LeaseRow> rows, long floor, Moment now) {
        this.keptFloor = floor;
        this.floor = floor;
        rows.forEach(row -> kept.put(row.resourceId(), slot(row, now)));
    }

    LeaseOutcome acquire(LeaseAsk ask, Moment now) {
        Optional<Slot> found = find(ask.resourceId());
        if (found.isEmpty()) {
            return kept.size() + pending.size() >= MAX_LEASES ? new Refused(Reason.FULL) : grant(ask, floor + 1, now);
        }
        Slot slot = found.get();
        boolean obtainable = slot.isFree(now) || slot.isHeldBy(ask.holderId());
        return obtainable ? grant(ask, slot.row().generation() + 1, now) : new Refused(Reason.HELD_BY_ANOTHER);
    }

    LeaseOutcome renew(LeaseAsk ask, Moment now) {
        return find(ask.resourceId())
                .filter(slot -> slot.isHeldBy(ask.holderId()) && !slot.isFree(now))
                .map(slot -> grant(ask, slot.row().generation() + 1, now))
                .orElse(new Refused(Reason.NOT_HELD));
    }

    /** Gives back what the holder has, expired or not; with a generation, only if it is still that one. */
    LeaseOutcome release(String resourceId, String holderId, OptionalLong generation, Moment now) {
        Optional<Slot> found = find(resourceId).filter(slot -> slot.isHeldBy(holderId));
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN);
        }
        LeaseRow row = found.get().row();
        if (generation.isPresent() && generation.getAsLong() != row.generation()) {
            return new Refused(Reason.OTHER_GENERATION);
        }
        LeaseRow tombstone = new LeaseRow(resourceId, holderId, row.generation(), row.ttl(), row.expiresAt(), true);
        pending.put(resourceId, Optional.of(slot(tombstone, now)));
        return new Released();
    }

    /** Forgets what has been free for {@code retention}. */
    void forget(Duration retention, Moment now) {
        for (String resource : List.copyOf(kept.keySet())) {
            find(resource)
                    .filter(slot -> now.nanos() - slot.deadlineNanos() >= retention.toNanos())
                    .ifPresent(this::forget);
        }
    }

    LeaseCount count(Moment now) {
        long held =
                kept.values().stream().filter(slot -> !slot.row().released()).count();
        long active = kept.values().stream().filter(slot -> !slot.isFree(now)).count();
        return new LeaseCount(active, held - active);
    }

    int size() {
        return kept.size();
    }

    long floor() {
        return floor;
    }

    /** The rows that pending decisions wrote, each resource once. */
    List<LeaseRow> changed() {
        return pending.values().stream()
                .flatMap(Optional::stream)
                .map(Slot::row)
                .toList();
    }

    /** The resources that pending decisions forgot. */
    List<String> forgotten() {
        List<String> gone = new ArrayList<>();
        pending.forEach((resource, slot) -> {
            if (slot.isEmpty()) {
                gone.add(resource);
            }
        });
        return gone;
    }

    /** Pending decisions are on disk: they stand. */
    void keep() {
        pending.forEach((resource, slot) ->
                slot.ifPresentOrElse(value -> kept.put(resource, value), () -> kept.remove(resource)));
        pending.clear();
        keptFloor = floor;
    }

    /** Pending decisions could not be written: they never were. */
    void drop() {
        pending.clear();
        floor = keptFloor;
    }

    private Optional<Slot> find(String resourceId) {
        Optional<Slot> undecided = pending.get(resourceId);
        return undecided == null ? Optional.ofNullable(kept.get(resourceId)) : undecided;
    }

    private LeaseOutcome grant(LeaseAsk ask, long generation, Moment now) {
        LeaseRow row = new LeaseRow(
                ask.resourceId(),
                ask.holderId(),
                generation,
                ask.ttl(),
                now.wall().plus(ask.ttl()),
                false);
        pending.put(ask.resourceId(), Optional.of(slot(row, now)));
        return new Granted(row);
    }

    private void forget(Slot slot) {
        pending.put(slot.row().resourceId(), Optional.empty());
        floor = Math.max(floor, slot.row().generation());
    }

    /** A tombstone's deadline is the moment it was made, or loaded. */
    private static Slot slot(LeaseRow row, Moment now) {
        return new Slot(
                row, row.released() ? now.nanos() : now.nanos() + row.ttl().toNanos());
    }
}
