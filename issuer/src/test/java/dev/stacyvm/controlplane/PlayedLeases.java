package dev.stacyvm.controlplane;

import dev.stacyvm.controlplane.LeaseOutcome.Granted;
import dev.stacyvm.controlplane.LeaseOutcome.Released;
import dev.stacyvm.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The control plane's own lease book with its one resource, for simulations of those who hold leases: what it decides is kept
 * at once, and a restart begins with what was kept. Correct, unless it was made with a flaw.
 */
public final class PlayedLeases {
    /** What may be wrong with it, for a simulation to find. */
    public enum Flaw {
        NONE,
        /** Gives a lease to another a second before its time. */
        TAKES_OVER_EARLY,
        /** A restart forgets who holds the lease. */
        FORGETS_THE_HOLDER,
        /** A restart forgets how far the generations of a lease had come that was given back. */
        FORGETS_THE_GENERATION
    }

    private static final String RESOURCE = "resource";

    private final Time time;
    private final Flaw flaw;
    private LeaseBook book;
    /** What is on disk. */
    private List<LeaseRow> rows = List.of();

    public PlayedLeases(Time time, Flaw flaw) {
        this.time = time;
        this.flaw = flaw;
        this.book = new LeaseBook(List.of(), 0, now());
    }

    /** The generation that was granted; empty when it was refused. */
    public OptionalLong acquire(String worker, Duration ttl) {
        Moment decided = flaw == Flaw.TAKES_OVER_EARLY
                ? new Moment(now().wall(), now().nanos() + Duration.ofSeconds(1).toNanos())
                : now();
        return kept(book.acquire(new LeaseAsk(RESOURCE, worker, ttl), decided));
    }

    /** As {@link #acquire}. */
    public OptionalLong renew(String worker, Duration ttl) {
        return kept(book.renew(new LeaseAsk(RESOURCE, worker, ttl), now()));
    }

    /** Whether it was given back. */
    public boolean release(String worker, long generation) {
        LeaseOutcome outcome = book.release(RESOURCE, worker, OptionalLong.of(generation), now());
        keep();
        return outcome instanceof Released;
    }

    /** Begins anew with what is on disk. */
    public void restart() {
        long highest = rows.stream().mapToLong(LeaseRow::generation).max().orElse(0);
        book = switch (flaw) {
            case FORGETS_THE_HOLDER -> new LeaseBook(List.of(), highest, now());
            case FORGETS_THE_GENERATION -> new LeaseBook(held(), 0, now());
            default -> new LeaseBook(rows, 0, now());
        };
    }

    /** Without the tombstone, which is all that tells of a lease that was given back. */
    private List<LeaseRow> held() {
        return rows.stream().filter(row -> !row.released()).toList();
    }

    private OptionalLong kept(LeaseOutcome outcome) {
        keep();
        return outcome instanceof Granted granted
                ? OptionalLong.of(granted.lease().generation())
                : OptionalLong.empty();
    }

    private void keep() {
        rows = book.changed().isEmpty() ? rows : book.changed();
        book.keep();
    }

    private Moment now() {
        return Moment.of(time);
    }
}
