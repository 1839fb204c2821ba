package dev.stacyvm.doctor;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Asks whether a server answers. A seam: tests answer for servers that are not there. */
@FunctionalInterface
public interface Servers {
    /** Asks for a URL without credentials. Never fails; ends within a few seconds. */
    Future<Answer> ask(String url);

    /**
     * What came of it.
     *
     * @param problem why no answer came; empty when one did, whatever it says
     * @param clock what the server's clock said, to the second
     */
    record Answer(Optional<String> problem, Optional<Instant> clock) {}

    static Servers over(ApiClient client, Duration limit) {
        return url -> client.send(ApiRequest.get(url, Map.of()).within(limit))
                .map(answer -> new Answer(Optional.empty(), clock(answer.date())))
                .otherwise(failure -> new Answer(Optional.of(String.valueOf(failure.getMessage())), Optional.empty()));
    }

    private static Optional<Instant> clock(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException absent) {
            return Optional.empty();
        }
    }
}
