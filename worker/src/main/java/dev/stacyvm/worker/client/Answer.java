package dev.stacyvm.worker.client;

import java.util.Optional;
import java.util.function.Function;

/** How a call to the control plane ended. */
public sealed interface Answer<T> {
    /** It was done. */
    record Granted<T>(T value) implements Answer<T> {}

    /**
     * It was not done, or nobody knows.
     *
     * @param why one printable clause for an operator: what, where, what helps
     */
    record Denied<T>(Denial kind, String why) implements Answer<T> {}

    /** What was granted. */
    default Optional<T> granted() {
        return this instanceof Granted<T> granted ? Optional.of(granted.value()) : Optional.empty();
    }

    /** The next step of a call that may itself be denied; a denial stays what it is. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        if (this instanceof Granted<T> granted) {
            return next.apply(granted.value());
        }
        Denied<T> denied = (Denied<T>) this;
        return new Denied<>(denied.kind(), denied.why());
    }
}
