package dev.stacyvm.controlplane;

import java.util.List;

/**
 * All that a store holds.
 *
 * @param floor the highest generation ever forgotten, 0 at first
 */
public record Saved(List<LeaseRow> leases, long floor, List<WorkerRow> workers) {}
