package dev.stacyvm.bus;

import io.vertx.core.Future;
import java.util.List;

/** Where what cannot be processed is kept, for an operator to look at. */
@FunctionalInterface
public interface DeadLetters {
    /**
     * Keeps the letters, each consumer and position once.
     *
     * @return those that were not there before, once they are durable; fails when they cannot be kept
     */
    Future<List<DeadLetter>> add(List<DeadLetter> letters);
}
