package dev.stacyvm.worker.lease;

import java.time.Duration;
import java.util.OptionalLong;

/** Asked before every act that only the holder of a lease may do. Safe from any thread; reads the clocks each time. */
public interface LeaseGuard {
    /** What is left of the term; zero when the lease is not held. */
    Duration remaining();

    /** The fencing number to hand to the resource with the act; empty when the lease is not held. Grows with each renewal. */
    OptionalLong generation();

    /** Whether the act may be done now. */
    default boolean holds() {
        return !remaining().isZero();
    }
}
