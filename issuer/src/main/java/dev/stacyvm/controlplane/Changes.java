package dev.stacyvm.controlplane;

import java.util.List;

/**
 * What one transaction writes, all or nothing.
 *
 * @param leases to insert or replace
 * @param forgottenLeases resources to delete
 * @param floor the highest generation ever forgotten
 * @param workers to insert or replace
 * @param forgottenWorkers ids to delete
 */
public record Changes(
        List<LeaseRow> leases,
        List<String> forgottenLeases,
        long floor,
        List<WorkerRow> workers,
        List<String> forgottenWorkers) {
    boolean isEmpty() {
        return leases.isEmpty() && forgottenLeases.isEmpty() && workers.isEmpty() && forgottenWorkers.isEmpty();
    }
}
