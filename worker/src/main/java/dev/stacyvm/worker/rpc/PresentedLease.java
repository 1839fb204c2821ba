package dev.stacyvm.worker.rpc;

import dev.stacyvm.wire.LeaseView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lease a caller says it acts under. It is not signed: what it says counts only against the caller. */
record PresentedLease(String resource, String holder, long generation, Instant expiresAt) {
    /** Empty when its time is none. */
    // Another program's JSON: any member may be missing.
    @SuppressWarnings("NullAway")
    static Optional<PresentedLease> of(LeaseView lease) {
        try {
            return Optional.of(new PresentedLease(
                    text(lease.resourceId()), text(lease.holderId()), lease.generation(), time(lease.expiresAt())));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    private static Instant time(@Nullable String rfc3339) {
        return rfc3339 == null ? Instant.MIN : OffsetDateTime.parse(rfc3339).toInstant();
    }

    private static String text(@Nullable String member) {
        return member == null ? "" : member;
    }
}
