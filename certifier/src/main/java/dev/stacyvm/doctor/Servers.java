package dev.stacyvm.doctor;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Asks servers whether they answer, and what. A seam: tests answer for servers that are not there. */
@FunctionalInterface
public interface Servers {
    /**
     * Asks for a URL. Never fails; ends within a few seconds.
     *
     * @param headers may hold secrets
     */
    Future<Answer> ask(String url, Map<String, String> headers);

    /**
     * What came of it.
     *
     * @param problem why no answer came; empty when one did, whatever it says
     * @param clock what the server's clock said, to the second
     * @param status of HTTP; 0 when no answer came
     */
    record Answer(Optional<String> problem, Optional<Instant> clock, int status, Buffer body) {
        static Answer none(String problem) {
            return new Answer(Optional.of(problem), Optional.empty(), 0, Buffer.buffer());
        }

        private static Answer of(ApiAnswer answer) {
            return new Answer(Optional.empty(), Servers.clock(answer.date()), answer.status(), answer.body());
        }
    }

    static Servers over(ApiClient client, Duration limit) {
        return (url, headers) -> client.send(ApiRequest.get(url, headers).within(limit))
                .map(Answer::of)
                .otherwise(failure -> Answer.none(String.valueOf(failure.getMessage())));
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
