package dev.stacyvm.app;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.JoinTokenReply;
import dev.stacyvm.wire.JoinTokenRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Join tokens of a running issuer. */
public final class JoinTokens {
    private JoinTokens() {}

    /** Has one made. Fails with one sentence. */
    public static Future<JoinTokenReply> make(Vertx vertx, IssuerAccess issuer, JoinTokenRequest request) {
        ApiClient client = ApiClient.create(vertx, issuer.tls());
        return client.send(ApiRequest.post(issuer.url().at("/api/v1/admin/join-tokens"), issuer.headers(), request))
                .compose(answer -> read(issuer.url(), answer))
                .eventually(client::close);
    }

    /** Writes the token into a file of mode 0600. Blocking. */
    public static void write(Path file, String joinToken) {
        try {
            new AtomicFile(Disk.local())
                    .write(file, (joinToken + "\n").getBytes(StandardCharsets.US_ASCII), FileMode.OWNER_ONLY);
        } catch (IOException unwritable) {
            throw new OperatorError(
                    "the join token cannot be written to " + file + ": " + unwritable.getMessage(), unwritable);
        }
    }

    private static Future<JoinTokenReply> read(BaseUrl issuer, ApiAnswer answer) {
        if (!answer.succeeded()) {
            String hint = answer.status() == 401 || answer.status() == 403 ? "; check the admin API key" : "";
            return Future.failedFuture(new OperatorError(issuer + " answered " + answer.problem() + hint));
        }
        try {
            return Future.succeededFuture(answer.body(JoinTokenReply.class));
        } catch (InvalidJson notOurs) {
            return Future.failedFuture(new OperatorError(
                    issuer + " answered with something that is no join token; check the URL", notOurs));
        }
    }
}
