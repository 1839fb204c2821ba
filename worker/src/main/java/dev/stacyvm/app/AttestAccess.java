package dev.stacyvm.app;

import dev.stacyvm.attest.IssuerAttesting;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The issuer that attests this host's results, and the rotating token to ask it with.
 *
 * @param workerId what this host is enrolled as; empty, what the token says
 */
public record AttestAccess(BaseUrl issuer, ClientTls tls, Path tokenFile, Optional<String> workerId) {
    /**
     * Something to ask with.
     *
     * @param end ends it
     */
    record Opened(IssuerAttesting attesting, Runnable end) {}

    Opened open(Vertx vertx) {
        ApiClient client = ApiClient.create(vertx, tls);
        FileTokenSource source = FileTokenSource.of(vertx, Time.system(), tokenFile);
        return new Opened(new IssuerAttesting(client, issuer, source), () -> {
            source.close();
            client.close();
        });
    }

    /** What the host is called in events; that of a host that is not enrolled when nothing says the worker id. */
    Future<HostKey> host(IssuerAttesting attesting, HostFacts facts) {
        return (workerId.isPresent() ? Future.succeededFuture(workerId) : attesting.worker())
                .map(worker -> worker.map(HostKey::enrolled).orElseGet(() -> HostKey.of(facts)));
    }
}
