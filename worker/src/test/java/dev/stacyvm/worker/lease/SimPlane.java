package dev.stacyvm.worker.lease;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import java.time.Duration;
import java.util.Optional;

/** The model of a control plane with one lease, kept in the true time. Correct, unless it was made with a flaw. */
final class SimPlane {
    /** What may be wrong with it. */
    enum Flaw {
        NONE,
        /** Gives the lease to another when nine tenths of the term have gone by. */
        TAKEOVER_EARLY,
        /** Forgets at a restart who holds the lease. */
        FORGETS
    }

    private final ManualTime truth;
    private final Flaw flaw;
    private Optional<String> holder = Optional.empty();
    private long generation;
    private long grantedNanos;
    private long expiresNanos;
    private Duration ttl = Duration.ZERO;

    SimPlane(ManualTime truth, Flaw flaw) {
        this.truth = truth;
        this.flaw = flaw;
    }

    Answer<Long> acquire(String worker, Duration length) {
        return isFreeFor(worker) ? grant(worker, length) : refuse();
    }

    Answer<Long> renew(String worker, Duration length) {
        return holder.filter(worker::equals).isPresent() && truth.nanos() < expiresNanos
                ? grant(worker, length)
                : refuse();
    }

    Answer<Long> release(String worker, long released) {
        if (holder.filter(worker::equals).isEmpty() || generation != released) {
            return refuse();
        }
        holder = Optional.empty();
        return new Answer.Granted<>(released);
    }

    /** The lease survives; its term begins anew, because nobody knows how long the restart took. */
    void restart() {
        if (flaw == Flaw.FORGETS) {
            holder = Optional.empty();
        } else {
            expiresNanos = truth.nanos() + ttl.toNanos();
        }
    }

    private boolean isFreeFor(String worker) {
        long end = flaw == Flaw.TAKEOVER_EARLY ? grantedNanos + (expiresNanos - grantedNanos) * 9 / 10 : expiresNanos;
        return holder.filter(other -> !other.equals(worker)).isEmpty() || truth.nanos() >= end;
    }

    private Answer<Long> grant(String worker, Duration length) {
        holder = Optional.of(worker);
        generation++;
        ttl = length;
        grantedNanos = truth.nanos();
        expiresNanos = grantedNanos + length.toNanos();
        return new Answer.Granted<>(generation);
    }

    private static Answer<Long> refuse() {
        return new Answer.Denied<>(Denial.REFUSED, "held by another");
    }
}
