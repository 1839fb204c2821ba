package dev.stacyvm.worker.rpc;

import dev.stacyvm.time.GoDuration;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.Ids;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.ControlPlane;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code worker.renew_lease}: fenced here, then asked of the control plane with the worker's own token. */
final class LeaseRenewal {
    private static final String REFUSED = "worker lease renewal failed: ";

    /** Both may be absent. */
    private record Params(
            @Nullable String resourceId, @Nullable String ttl) {
        String resource() {
            return resourceId == null ? "" : resourceId;
        }

        /** Empty when it is no duration above zero. */
        Optional<Duration> duration() {
            try {
                return Optional.of(GoDuration.parse(ttl == null ? "" : ttl.strip()))
                        .filter(parsed -> !parsed.isNegative() && !parsed.isZero());
            } catch (IllegalArgumentException none) {
                return Optional.empty();
            }
        }
    }

    private final Worker worker;
    private final ControlPlane plane;
    private final LeaseFence fence;
    private final Time time;

    LeaseRenewal(Worker worker, ControlPlane plane, LeaseFence fence, Time time) {
        this.worker = worker;
        this.plane = plane;
        this.fence = fence;
        this.time = time;
    }

    Future<RpcOutcome> renew(RpcRequest call) throws InvalidJson {
        Params params = Json.convert(call.params().orElseThrow(), Params.class);
        learnOwn(params.resource());
        Optional<String> flaw =
                fence.flaw(call.lease().orElseThrow(), params.resource(), "renewal request", time.now());
        if (flaw.isPresent()) {
            return Future.succeededFuture(RpcOutcome.refused(403, flaw.get()));
        }
        Optional<Duration> ttl = params.duration();
        if (ttl.isEmpty() || !Ids.isValid(params.resource())) {
            String what = ttl.isEmpty() ? "ttl must be a positive duration" : "resource_id is not valid";
            return Future.succeededFuture(RpcOutcome.refused(400, "invalid worker message: invalid params: " + what));
        }
        return ask(params.resource(), ttl.get());
    }

    /** What this worker knows of a lease it keeps itself counts more than what a caller says. */
    void learnOwn(String resource) {
        worker.lease(resource)
                .ifPresent(own -> own.generation()
                        .ifPresent(
                                held -> fence.learn(resource, held, time.now().plus(own.remaining()))));
    }

    /** The worker's own keeper counts on its TTL: a shorter one, even if granted, would let the lease pass on under it. */
    private Future<RpcOutcome> ask(String resource, Duration ttl) {
        Optional<Duration> kept = worker.lease(resource).map(own -> own.ttl()).filter(own -> ttl.compareTo(own) < 0);
        if (kept.isPresent()) {
            return Future.succeededFuture(RpcOutcome.refused(
                    409,
                    REFUSED + "this worker keeps the lease itself; ask for at least " + GoDuration.format(kept.get())));
        }
        return plane.renew(resource, ttl).map(answer -> told(resource, ttl, answer));
    }

    private RpcOutcome told(String resource, Duration ttl, Answer<LeaseView> answer) {
        if (answer instanceof Answer.Denied<LeaseView> denied) {
            return RpcOutcome.refused(409, REFUSED + denied.why());
        }
        LeaseView lease = answer.granted().orElseThrow();
        Instant until = time.now().plus(ttl);
        fence.learn(resource, lease.generation(), until);
        return RpcOutcome.of(new LeaseReply(lease));
    }
}
