package dev.stacyvm.worker.client;

import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.TokenSource;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.PrintedObject;
import dev.stacyvm.wire.ReadObject;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The control plane at an address, by the fleet's HTTP contract (sections 3.4 and 3.5 of it, and the lease routes). */
public final class HttpControlPlane implements ControlPlane {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Duration limit;
    private final BaseUrl url;
    private final String workerId;
    private final TokenCalls calls;

    /**
     * A client for one worker.
     *
     * @param workerId a valid id; it stands in paths as it is
     * @throws IllegalArgumentException when the id is not valid
     */
    public HttpControlPlane(ApiClient client, BaseUrl url, String workerId, TokenSource tokens) {
        this(client, url, workerId, tokens, LIMIT);
    }

    /** As above, with another limit for each request than ten seconds. */
    HttpControlPlane(ApiClient client, BaseUrl url, String workerId, TokenSource tokens, Duration limit) {
        this.limit = limit;
        this.url = url;
        this.workerId = Ids.require("worker id", workerId);
        this.calls = new TokenCalls(client, workerId, tokens);
    }

    @Override
    public Future<Answer<StatusReply>> heartbeat(Heartbeat beat) {
        return post("/heartbeat", beat.printed(), limit, this::noted);
    }

    @Override
    public Future<Answer<LeaseView>> acquire(String resource, Duration ttl) {
        return lease(resource, "/acquire", ttl);
    }

    @Override
    public Future<Answer<LeaseView>> renew(String resource, Duration ttl) {
        return lease(resource, "/renew", ttl);
    }

    @Override
    public Future<Answer<StatusReply>> release(String resource, long generation) {
        PrintedObject body = new PrintedObject().with("generation", generation);
        return post(leasePath(resource) + "/release", body, limit, HttpControlPlane::status);
    }

    private Future<Answer<LeaseView>> lease(String resource, String operation, Duration ttl) {
        PrintedObject body = new PrintedObject().with("ttl", GoDuration.format(ttl));
        return post(leasePath(resource) + operation, body, limit(ttl), reply -> ours(reply, resource));
    }

    /** A third of the time the lease lasts, so that a hung request leaves time for others. */
    private Duration limit(Duration ttl) {
        Duration third = ttl.dividedBy(3);
        return third.compareTo(limit) < 0 ? third : limit;
    }

    private Optional<StatusReply> noted(ReadObject reply) {
        return reply.text("id").filter(workerId::equals).flatMap(ours -> status(reply));
    }

    private Optional<LeaseView> ours(ReadObject reply, String resource) {
        return reply.object("lease").map(LeaseView::of).filter(lease -> isOurs(lease, resource));
    }

    private boolean isOurs(LeaseView lease, String resource) {
        return workerId.equals(lease.holderId()) && resource.equals(lease.resourceId()) && lease.generation() > 0;
    }

    private static Optional<StatusReply> status(ReadObject reply) {
        return reply.text("status").map(StatusReply::new);
    }

    private static String leasePath(String resource) {
        return "/leases/" + Ids.require("lease", resource);
    }

    /** @param reading what the answer grants; empty when it speaks of somebody or something else */
    private <T> Future<Answer<T>> post(
            String path, PrintedObject body, Duration limit, Function<ReadObject, Optional<T>> reading) {
        String target = url.at("/api/v1/worker/" + workerId + path);
        return calls.send(headers -> ApiRequest.post(target, headers, body).within(limit))
                .map(answer -> answer.then(whole -> judge(whole, reading)));
    }

    private <T> Answer<T> judge(ApiAnswer answer, Function<ReadObject, Optional<T>> reading) {
        if (!answer.succeeded()) {
            return new Answer.Denied<>(kind(answer.status()), url + " answered " + answer.problem());
        }
        try {
            Optional<T> ours = reading.apply(answer.object());
            return ours.isPresent() ? new Answer.Granted<>(ours.get()) : notAControlPlane();
        } catch (InvalidJson garbage) {
            return notAControlPlane();
        }
    }

    private static Denial kind(int status) {
        return switch (status) {
            case 401, 403 -> Denial.UNAUTHORIZED;
            case 404, 405 -> Denial.NOT_SUPPORTED;
            case 409 -> Denial.REFUSED;
            default -> Denial.UNAVAILABLE;
        };
    }

    private <T> Answer<T> notAControlPlane() {
        return new Answer.Denied<>(
                Denial.UNAVAILABLE,
                url + " answered with something that is no answer of a control plane; check the control plane's URL");
    }
}
