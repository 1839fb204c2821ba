package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.TokenRequest;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets tokens with an admin API key (contract, section 3.6). The key's file is read for every request. */
final class AdminKeyFetch implements TokenFetch {
    private static final String PATH = "/api/v1/admin/worker-tokens";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ApiClient client;
    private final BaseUrl issuer;
    private final Path keyFile;
    private final WorkerExecutor files;
    private final Time time;

    AdminKeyFetch(ApiClient client, BaseUrl issuer, Path keyFile, WorkerExecutor files, Time time) {
        this.client = client;
        this.issuer = issuer;
        this.keyFile = keyFile;
        this.files = files;
        this.time = time;
    }

    @Override
    public Future<Checked> fetch(TokenFile plan) {
        return files.executeBlocking(() -> SecretFile.read(keyFile), false)
                .compose(key -> ask(plan, key))
                .otherwise(failure -> new Checked.Bad(sentence(failure)));
    }

    private Future<Checked> ask(TokenFile plan, Secret key) {
        Map<String, String> headers = Map.of("X-Admin-API-Key", key.revealText());
        return client.send(ApiRequest.post(issuer.at(PATH), headers, body(plan)).within(limit(plan)))
                .map(answer -> judge(plan, answer));
    }

    /** Short enough that several tries fit into the second half of a token's life. */
    private static Duration limit(TokenFile plan) {
        Duration quarter = plan.ttl().dividedBy(4);
        Duration atLeast = quarter.compareTo(SHORTEST) < 0 ? SHORTEST : quarter;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }

    private static TokenRequest body(TokenFile plan) {
        @Nullable List<String> scopes = plan.scopes().isEmpty() ? null : plan.scopes();
        return new TokenRequest(
                plan.workerId(),
                GoDuration.format(plan.ttl()),
                scopes,
                plan.audience().claim());
    }

    private Checked judge(TokenFile plan, ApiAnswer answer) {
        if (!answer.succeeded()) {
            return new Checked.Bad(issuer + " answered " + answer.problem() + hint(answer.status()));
        }
        try {
            Checked checked = new TokenCheck(plan, time).check(token(answer));
            return checked instanceof Checked.Bad bad
                    ? new Checked.Bad(issuer + " answered with a token that cannot be used: " + bad.why())
                    : checked;
        } catch (InvalidJson garbage) {
            return new Checked.Bad(
                    issuer + " answered with something that is no answer of an issuer; check the issuer's URL");
        }
    }

    private String hint(int status) {
        return status == 401 || status == 403 ? "; check the admin API key in " + keyFile : "";
    }

    // A reply is another program's JSON: any member may be missing.
    @SuppressWarnings("NullAway")
    private static Secret token(ApiAnswer answer) throws InvalidJson {
        String token = answer.body(TokenReply.class).token();
        return Secret.of(token == null ? "" : token);
    }

    private static String sentence(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? "the admin API key cannot be used: " + failure.getMessage()
                : String.valueOf(failure.getMessage());
    }
}
