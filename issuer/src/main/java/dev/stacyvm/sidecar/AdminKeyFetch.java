package dev.stacyvm.sidecar;

import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.TokenRequest;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets tokens with an admin API key (contract, section 3.6). The key's file is read for every request. */
final class AdminKeyFetch implements TokenFetch {
    private static final String PATH = "/api/v1/admin/worker-tokens";

    private final ApiClient client;
    private final BaseUrl issuer;
    private final Path keyFile;
    private final WorkerExecutor files;
    private final IssuerAnswers answers;

    AdminKeyFetch(ApiClient client, BaseUrl issuer, Path keyFile, WorkerExecutor files, Time time) {
        this.client = client;
        this.issuer = issuer;
        this.keyFile = keyFile;
        this.files = files;
        this.answers = new IssuerAnswers(issuer, time);
    }

    @Override
    public Future<Checked> fetch(TokenFile plan) {
        return files.executeBlocking(() -> SecretFile.read(keyFile), false)
                .compose(key -> ask(plan, key))
                .otherwise(failure -> new Checked.Bad(sentence(failure)));
    }

    private Future<Checked> ask(TokenFile plan, Secret key) {
        Map<String, String> headers = Map.of("X-Admin-API-Key", key.revealText());
        return client.send(ApiRequest.post(issuer.at(PATH), headers, body(plan)).within(IssuerAnswers.limit(plan)))
                .map(answer -> answers.judge(plan, answer, hint(answer.status())));
    }

    private static TokenRequest body(TokenFile plan) {
        @Nullable List<String> scopes = plan.scopes().isEmpty() ? null : plan.scopes();
        return new TokenRequest(
                plan.workerId(),
                GoDuration.format(plan.ttl()),
                scopes,
                plan.audiences().single().orElseThrow().claim(),
                plan.format().map(TokenFormat::word).orElse(null));
    }

    private String hint(int status) {
        return status == 401 || status == 403 ? "; check the admin API key in " + keyFile : "";
    }

    private static String sentence(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? "the admin API key cannot be used: " + failure.getMessage()
                : String.valueOf(failure.getMessage());
    }
}
