package dev.stacyvm.attest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.token.TokenReading;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.trust.Dsse;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks an issuer, as the worker whose token is read anew for every request. The token needs the scope
 * {@code certify:attest}, and the worker must be enrolled for the host it presents.
 */
public final class IssuerAttesting implements Attesting {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int CREATED = 201;
    /** Another token, or a moment later, may be answered otherwise. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 425, 429);

    private static final int SERVER_ERROR = 500;
    private static final int SHOWN = 64;

    private final ApiClient client;
    private final BaseUrl issuer;
    private final TokenSource tokens;

    public IssuerAttesting(ApiClient client, BaseUrl issuer, TokenSource tokens) {
        this.client = client;
        this.issuer = issuer;
        this.tokens = tokens;
    }

    /** Which worker the token of this moment says it is for; empty when there is none or it does not say. */
    public Future<Optional<String>> worker() {
        return tokens.read().map(reading -> reading.sendable().flatMap(IssuerAttesting::worker));
    }

    @Override
    public Future<Attested> attest(HostKey host, ObjectNode report) {
        return tokens.read()
                .compose(reading -> ask(reading, host, report))
                .otherwise(failure -> new Attested.NotNow(String.valueOf(failure.getMessage())));
    }

    private Future<Attested> ask(TokenReading reading, HostKey host, ObjectNode report) {
        if (reading instanceof TokenReading.Nothing nothing) {
            return Future.succeededFuture(new Attested.NotNow(nothing.why()));
        }
        Secret token = reading.sendable().orElseThrow();
        Optional<String> worker = worker(token);
        if (worker.isEmpty()) {
            return Future.succeededFuture(new Attested.Never("the token names no worker"));
        }
        if (!HostKey.enrolled(worker.get()).equals(host)) {
            return Future.succeededFuture(new Attested.Never("the token is that of worker "
                    + Printable.of(worker.get(), SHOWN) + ", who cannot speak for host " + host));
        }
        return client.send(request(worker.get(), token, report)).map(answer -> judge(answer, host));
    }

    private ApiRequest request(String worker, Secret token, ObjectNode report) {
        Map<String, String> headers = Map.of("X-Worker-ID", worker, "X-Worker-Token", token.revealText());
        return ApiRequest.post(issuer.at("/api/v1/worker/" + worker + "/attestations"), headers, report)
                .within(LIMIT);
    }

    private static Optional<String> worker(Secret token) {
        return UnverifiedToken.inspect(token.revealText())
                .flatMap(read -> read.claims().workerId())
                .filter(Ids::isValid);
    }

    private Attested judge(ApiAnswer answer, HostKey host) {
        int status = answer.status();
        if (status == CREATED) {
            return envelope(answer, host);
        }
        String why = issuer + " answered " + answer.problem();
        return PASSING.contains(status) || status >= SERVER_ERROR ? new Attested.NotNow(why) : new Attested.Never(why);
    }

    private Attested envelope(ApiAnswer answer, HostKey host) {
        byte[] body = answer.body().getBytes();
        Optional<Dsse> envelope = Dsse.read(body);
        if (envelope.isEmpty()) {
            return new Attested.Never(issuer + " answered with something that is no envelope; check the issuer's URL");
        }
        try {
            ObjectNode statement = Json.readObject(envelope.get().payload());
            String attested = statement.path("predicate").path("host").asText();
            return attested.equals(host.value())
                    ? new Attested.Given(Json.readObject(body))
                    : new Attested.Never("the worker is enrolled for host " + Printable.of(attested, SHOWN)
                            + " and the event is of host " + host);
        } catch (InvalidJson malformed) {
            return new Attested.Never(issuer + " answered with a statement that cannot be read");
        }
    }
}
