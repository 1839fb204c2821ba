package dev.stacyvm.doctor;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.Time;
import dev.stacyvm.trust.TrustSnapshot;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the control plane, the issuer and its trust feed said when each was asked once.
 *
 * @param issuer empty when the operator names none: it is then the control plane
 * @param feed empty when there was no token to ask with
 */
record Services(Asked controlPlane, Optional<Asked> issuer, Optional<Asked> feed) {
    private static final String HEALTH = "/api/v1/health";

    /** Asked once, and named by no follower: an issuer that rotates its keys does not wait for a doctor. */
    private static final String FEED = "/api/v1/trust?epoch=0";

    /**
     * A question and its answer.
     *
     * @param url the server's, without credentials, which some put into one
     * @param at this host's clock when the answer had come
     */
    record Asked(String url, Servers.Answer answer, Instant at) {
        boolean answered() {
            return answer.problem().isEmpty();
        }

        Optional<TrustSnapshot> snapshot() {
            return TrustSnapshot.read(answer.body().getBytes());
        }
    }

    static Future<Services> ask(
            Servers servers, Time time, Configuration configuration, Optional<BaseUrl> issuer, HeldToken token) {
        String controlPlane = bare(configuration.worker().controlPlaneUrl());
        Future<Asked> plane = ask(servers, time, controlPlane, HEALTH, Map.of());
        Future<Optional<Asked>> named = issuer.map(url ->
                        ask(servers, time, url.toString(), HEALTH, Map.of()).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
        String feeding = issuer.map(BaseUrl::toString).orElse(controlPlane);
        Future<Optional<Asked>> feed = token.workerId()
                .flatMap(worker -> token.secret()
                        .map(secret -> ask(
                                        servers,
                                        time,
                                        feeding,
                                        FEED,
                                        Map.of("X-Worker-ID", worker, "X-Worker-Token", secret.revealText()))
                                .map(Optional::of)))
                .orElse(Future.succeededFuture(Optional.empty()));
        return Future.all(plane, named, feed).map(all -> new Services(plane.result(), named.result(), feed.result()));
    }

    private static Future<Asked> ask(Servers servers, Time time, String url, String path, Map<String, String> headers) {
        return servers.ask(url + path, headers).map(answer -> new Asked(url, answer, time.now()));
    }

    private static String bare(String url) {
        return url.strip()
                .replaceFirst("//[^/@]*@", "//")
                .replaceFirst("[?#].*$", "")
                .replaceAll("/+$", "");
    }
}
