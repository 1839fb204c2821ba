package dev.stacyvm.worker.rpc;

import dev.stacyvm.time.Time;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerStatus;
import dev.stacyvm.worker.client.ControlPlane;
import dev.stacyvm.worker.lease.LeaseStatus;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this worker does when it is asked to. It runs no sandboxes itself: it tells of itself and of its leases, renews
 * leases, and drains. What would need a sandbox is answered with 501, after everything that could be refused was.
 */
final class RpcMethods {
    private static final Logger LOG = LoggerFactory.getLogger(RpcMethods.class);
    private static final int MAX_SHOWN = 128;
    private static final RpcOutcome NOT_IMPLEMENTED =
            RpcOutcome.refused(501, "worker RPC method is not implemented by this worker runtime");

    /** What all methods on a sandbox have in common. */
    private record Sandbox(
            @Nullable String sandboxId,
            @Nullable String provider,
            @Nullable String runtimeId) {}

    /** What {@code worker.status} answers. */
    private record Status(String sandboxId, String state, String provider, String workerId) {}

    private final String workerId;
    private final Worker worker;
    private final LeaseFence fence;
    private final LeaseRenewal renewal;
    private final Time time;

    RpcMethods(String workerId, Worker worker, ControlPlane plane, Time time) {
        this.workerId = workerId;
        this.worker = worker;
        this.fence = new LeaseFence(workerId);
        this.renewal = new LeaseRenewal(worker, plane, fence, time);
        this.time = time;
    }

    /** Does what a complete call asks for. */
    Future<RpcOutcome> dispatch(RpcMethod method, RpcRequest call) {
        try {
            return switch (method) {
                case RENEW_LEASE -> renewal.renew(call);
                case SHUTDOWN -> now(shutdown());
                case STATUS -> now(status(sandbox(call)));
                case SPAWN, DESTROY -> now(fenced(method, call, sandbox(call)));
                default -> {
                    sandbox(call);
                    yield now(NOT_IMPLEMENTED);
                }
            };
        } catch (InvalidJson wrongShape) {
            return now(RpcOutcome.refused(400, "invalid worker message: invalid params: " + wrongShape.getMessage()));
        }
    }

    private RpcOutcome shutdown() {
        if (worker.status() != WorkerStatus.DRAINING) {
            LOG.info("draining, as it was told to worker_id={}", workerId);
        }
        worker.drain();
        return RpcOutcome.done();
    }

    /** Of a sandbox that is the resource of a lease, of the worker where no sandbox is named; it knows no others. */
    private RpcOutcome status(Sandbox asked) {
        String id = text(asked.sandboxId());
        String provider = text(asked.provider());
        if (id.isEmpty()) {
            return RpcOutcome.of(new Status(id, worker.status().word(), provider, workerId));
        }
        Optional<LeaseStatus> lease = worker.lease(id);
        if (lease.isPresent()) {
            return RpcOutcome.of(new Status(id, lease.get().isHeld() ? "running" : "stopped", provider, workerId));
        }
        return provider.isEmpty() || worker.providers().contains(provider)
                ? RpcOutcome.refused(404, "sandbox not found: " + Printable.of(id, MAX_SHOWN))
                : RpcOutcome.refused(404, "provider not found: " + Printable.of(provider, MAX_SHOWN));
    }

    private RpcOutcome fenced(RpcMethod method, RpcRequest call, Sandbox asked) {
        if (method == RpcMethod.SPAWN && worker.status() == WorkerStatus.DRAINING) {
            return RpcOutcome.refused(503, "worker is draining");
        }
        renewal.learnOwn(text(asked.sandboxId()));
        return fence.flaw(
                        call.lease().orElseThrow(),
                        text(asked.sandboxId()),
                        method.shortWord() + " request",
                        time.now())
                .map(flaw -> RpcOutcome.refused(403, flaw))
                .orElse(NOT_IMPLEMENTED);
    }

    private static Sandbox sandbox(RpcRequest call) throws InvalidJson {
        return Json.convert(call.params().orElseThrow(), Sandbox.class);
    }

    private static Future<RpcOutcome> now(RpcOutcome outcome) {
        return Future.succeededFuture(outcome);
    }

    private static String text(@Nullable String member) {
        return member == null ? "" : member;
    }
}
