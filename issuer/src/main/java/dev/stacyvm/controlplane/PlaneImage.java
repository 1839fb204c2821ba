package dev.stacyvm.controlplane;

import java.util.ArrayList;
import java.util.List;

/** All that the writer writes: leases and workers. Owned by the writer. */
final class PlaneImage {
    private final LeaseBook leases;
    private final Registry registry;
    private List<String> taken = List.of();

    PlaneImage(LeaseBook leases, Registry registry) {
        this.leases = leases;
        this.registry = registry;
    }

    LeaseBook leases() {
        return leases;
    }

    /** What is not on disk yet. Followed by {@link #kept} or {@link #dropped}. */
    Changes changes() {
        taken = registry.takeUnsaved();
        List<WorkerRow> present = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        taken.forEach(id -> registry.row(id).ifPresentOrElse(present::add, () -> absent.add(id)));
        return new Changes(leases.changed(), leases.forgotten(), leases.floor(), present, absent);
    }

    void kept() {
        leases.keep();
        taken = List.of();
    }

    void dropped() {
        leases.drop();
        registry.putBack(taken);
        taken = List.of();
    }
}
