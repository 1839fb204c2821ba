package dev.stacyvm.controlplane;

import org.jspecify.annotations.Nullable;

/** Something to decide on the writer's thread. Must not block. */
@FunctionalInterface
interface Operation<T> {
    @Nullable
    T apply(LeaseBook leases, Moment now);
}
