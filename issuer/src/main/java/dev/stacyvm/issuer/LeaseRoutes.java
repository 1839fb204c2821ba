package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.controlplane.LeaseAsk;
import dev.stacyvm.controlplane.LeaseOutcome;
import dev.stacyvm.controlplane.LeaseRow;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.token.Scope;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseRequest;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.ReleaseRequest;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Function;

/** Leases: acquire, renew and release by their worker, renew by an admin (contract, sections 3.5, 3.7 and 4). */
final class LeaseRoutes {
    private static final String LEASE = "/api/v1/worker/:worker/leases/:resource/";
    private static final String ADMIN_RENEW = "/api/v1/admin/workers/:worker/leases/:resource/renew";

    private final ControlPlane plane;

    LeaseRoutes(ControlPlane plane) {
        this.plane = plane;
    }

    void addTo(Routes routes, WorkerGate workers, ApiGate api) {
        routes.post(LEASE + "acquire", workers.open(Scope.LEASE, exchange -> grant(exchange, plane::acquire)));
        routes.post(LEASE + "renew", workers.open(Scope.LEASE, exchange -> grant(exchange, plane::renew)));
        routes.post(LEASE + "release", workers.open(Scope.LEASE, this::release));
        routes.post(ADMIN_RENEW, api.openToAdmins("renew lease", exchange -> grant(exchange, plane::renew)));
    }

    private Future<Reply> grant(Exchange exchange, Function<LeaseAsk, Future<LeaseOutcome>> operation)
            throws BadRequest, InvalidJson {
        requireIds(exchange);
        String worker = PathIds.worker(exchange);
        String resource = PathIds.resource(exchange);
        Duration ttl = ttl(exchange.body(LeaseRequest.class));
        return operation.apply(new LeaseAsk(resource, worker, ttl)).map(outcome -> reply(resource, outcome));
    }

    private Future<Reply> release(Exchange exchange) throws BadRequest, InvalidJson {
        requireIds(exchange);
        String worker = PathIds.worker(exchange);
        String resource = PathIds.resource(exchange);
        return plane.release(resource, worker, generation(exchange)).map(outcome -> reply(resource, outcome));
    }

    private static void requireIds(Exchange exchange) throws BadRequest {
        if (exchange.path(PathIds.WORKER).isBlank()
                || exchange.path(PathIds.RESOURCE).isBlank()) {
            throw new BadRequest("worker id and resource id are required");
        }
    }

    private static Duration ttl(LeaseRequest request) throws BadRequest {
        Duration ttl = Ttl.positive(request.ttl() == null ? "" : request.ttl().strip())
                .orElseThrow(() -> new BadRequest("ttl must be a positive duration"));
        if (ttl.compareTo(LeaseAsk.MIN_TTL) < 0 || ttl.compareTo(LeaseAsk.MAX_TTL) > 0) {
            throw new BadRequest("ttl must be from 1s to 24h");
        }
        return ttl;
    }

    private static OptionalLong generation(Exchange exchange) throws InvalidJson {
        if (exchange.body().length == 0) {
            return OptionalLong.empty();
        }
        Long generation = exchange.body(ReleaseRequest.class).generation();
        return generation == null ? OptionalLong.empty() : OptionalLong.of(generation);
    }

    private static Reply reply(String resource, LeaseOutcome outcome) {
        if (outcome instanceof LeaseOutcome.Granted granted) {
            return Reply.ok(new LeaseReply(view(granted.lease())));
        }
        if (outcome instanceof LeaseOutcome.Refused refused) {
            return refusal(resource, refused.reason());
        }
        return Reply.ok(new StatusReply("released"));
    }

    private static Reply refusal(String resource, LeaseOutcome.Reason reason) {
        return switch (reason) {
            case HELD_BY_ANOTHER -> conflict("lease is held by another worker");
            case NOT_HELD -> conflict("lease is not held by worker or has expired");
            case OTHER_GENERATION -> conflict("lease has another generation");
            case UNKNOWN -> Reply.error(ErrorCode.NOT_FOUND, "not found: lease \"" + resource + "\"");
            case FULL -> Reply.error(ErrorCode.RESOURCE_LIMIT, "too many leases; release some");
        };
    }

    private static Reply conflict(String detail) {
        return Reply.error(ErrorCode.CONFLICT, "conflict: " + detail);
    }

    private static LeaseView view(LeaseRow lease) {
        return new LeaseView(
                lease.resourceId(), lease.holderId(), lease.generation(), WireTime.exact(lease.expiresAt()));
    }
}
