package dev.stacyvm.controlplane;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An operation in the queue, then its outcome, which is told only after the commit. */
final class Waiting<T> {
    private final Operation<T> operation;
    private final boolean mustWrite;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    /** The writer's. */
    private @Nullable T outcome;

    Waiting(Operation<T> operation, boolean mustWrite) {
        this.operation = operation;
        this.mustWrite = mustWrite;
    }

    void decide(LeaseBook leases, Moment now) {
        outcome = operation.apply(leases, now);
    }

    boolean mustWrite() {
        return mustWrite;
    }

    void complete() {
        answer.complete(outcome);
    }

    void fail(PlaneUnavailable failure) {
        answer.completeExceptionally(failure);
    }

    CompletableFuture<T> answer() {
        return answer;
    }
}
