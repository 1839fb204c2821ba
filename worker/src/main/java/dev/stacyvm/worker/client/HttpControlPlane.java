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
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseRequest;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.ReleaseRequest;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.WorkerView;
import io.vertx.core.Future;
import java.time.Duration;

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
    public Future<Answer<WorkerView>> heartbeat(Heartbeat beat) {
        return post("/heartbeat", beat, limit, WorkerView.class)
                .map(answer -> answer.then(view -> expect(workerId.equals(view.id()), view)));
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
        return post(leasePath(resource) + "/release", new ReleaseRequest(generation), limit, StatusReply.class);
    }

    private Future<Answer<LeaseView>> lease(String resource, String operation, Duration ttl) {
        String path = leasePath(resource) + operation;
        return post(path, new LeaseRequest(GoDuration.format(ttl)), limit(ttl), LeaseReply.class)
                .map(answer -> answer.then(reply -> expect(isOurs(reply, resource), reply.lease())));
    }

    /** A third of the time the lease lasts, so that a hung request leaves time for others. */
    private Duration limit(Duration ttl) {
        Duration third = ttl.dividedBy(3);
        return third.compareTo(limit) < 0 ? third : limit;
    }

    // A reply is another program's JSON: any member may be missing.
    @SuppressWarnings("NullAway")
    private boolean isOurs(LeaseReply reply, String resource) {
        LeaseView lease = reply.lease();
        return lease != null
                && workerId.equals(lease.holderId())
                && resource.equals(lease.resourceId())
                && lease.generation() > 0;
    }

    private static String leasePath(String resource) {
        return "/leases/" + Ids.require("lease", resource);
    }

    private <T> Future<Answer<T>> post(String path, Object body, Duration limit, Class<T> type) {
        String target = url.at("/api/v1/worker/" + workerId + path);
        return calls.send(headers -> ApiRequest.post(target, headers, body).within(limit))
                .map(answer -> answer.then(whole -> judge(whole, type)));
    }

    private <T> Answer<T> judge(ApiAnswer answer, Class<T> type) {
        if (!answer.succeeded()) {
            return new Answer.Denied<>(kind(answer.status()), url + " answered " + answer.problem());
        }
        try {
            return new Answer.Granted<>(answer.body(type));
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

    private <T> Answer<T> expect(boolean ours, T value) {
        return ours ? new Answer.Granted<>(value) : notAControlPlane();
    }

    private <T> Answer<T> notAControlPlane() {
        return new Answer.Denied<>(
                Denial.UNAVAILABLE,
                url + " answered with something that is no answer of a control plane; check the control plane's URL");
    }
}
