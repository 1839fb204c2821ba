package dev.stacyvm.check;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks when first needed, and gives everybody that one answer. Not for use by several threads. */
final class Once<T> {
    private final Supplier<Future<T>> question;
    private Optional<Future<T>> asked = Optional.empty();

    Once(Supplier<Future<T>> question) {
        this.question = question;
    }

    Future<T> get() {
        Future<T> answer = asked.orElseGet(question);
        asked = Optional.of(answer);
        return answer;
    }
}
