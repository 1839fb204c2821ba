package dev.stacyvm.controlplane;

import dev.stacyvm.time.Time;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.WorkerView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The workers that have been heard of. Any thread may call; changes are marked for the writer to take. */
final class Registry {
    static final int MAX_WORKERS = 10_000;

    private final Time time;
    private final Map<String, WorkerRow> workers = new ConcurrentHashMap<>();
    private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

    Registry(Collection<WorkerRow> rows, Time time) {
        this.time = time;
        rows.forEach(row -> workers.put(row.id(), row));
    }

    /** Inserts or replaces; the time of creation stays. Empty when there are too many workers to take a new one. */
    Optional<WorkerView> heartbeat(String id, Heartbeat heard) {
        if (workers.size() >= MAX_WORKERS && !workers.containsKey(id)) {
            return Optional.empty();
        }
        Instant now = time.now().truncatedTo(ChronoUnit.SECONDS);
        WorkerRow row = workers.merge(id, row(id, heard, now), Registry::replace);
        unsaved.add(id);
        return Optional.of(row.view(now));
    }

    Optional<WorkerView> find(String id) {
        return Optional.ofNullable(workers.get(id)).map(row -> row.view(time.now()));
    }

    /** By id, ascending. */
    List<WorkerView> list() {
        Instant now = time.now();
        return workers.values().stream()
                .sorted(Comparator.comparing(WorkerRow::id))
                .map(row -> row.view(now))
                .toList();
    }

    boolean remove(String id) {
        boolean known = workers.remove(id) != null;
        unsaved.add(id);
        return known;
    }

    WorkerCount count() {
        Instant now = time.now();
        List<WorkerRow> all = List.copyOf(workers.values());
        long stale = all.stream().filter(row -> row.isStale(now)).count();
        long online = all.stream()
                .filter(row -> !row.isStale(now)
                        && row.status().toLowerCase(Locale.ROOT).equals("online"))
                .count();
        return new WorkerCount(all.size(), online, stale);
    }

    /**
     * Takes the ids that changed since the last call. A row is read with {@link #row} only after its id was taken, so that
     * a change in between is written twice rather than never.
     */
    List<String> takeUnsaved() {
        List<String> taken = List.copyOf(unsaved);
        taken.forEach(unsaved::remove);
        return taken;
    }

    /** Marks ids again whose rows could not be written. */
    void putBack(Collection<String> ids) {
        unsaved.addAll(ids);
    }

    Optional<WorkerRow> row(String id) {
        return Optional.ofNullable(workers.get(id));
    }

    private static WorkerRow replace(WorkerRow old, WorkerRow heard) {
        return new WorkerRow(
                heard.id(),
                heard.hostname(),
                heard.status(),
                heard.providers(),
                heard.capabilities(),
                heard.capacity(),
                heard.lastHeartbeat(),
                old.createdAt());
    }

    private static WorkerRow row(String id, Heartbeat heard, Instant now) {
        String status = trimmed(heard.status());
        return new WorkerRow(
                id,
                trimmed(heard.hostname()),
                status.isEmpty() ? "online" : status,
                heard.providers(),
                heard.capabilities(),
                heard.capacity() == null ? null : SortedKeys.of(Json.tree(heard.capacity())),
                now,
                now);
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : GoText.trim(text);
    }
}
