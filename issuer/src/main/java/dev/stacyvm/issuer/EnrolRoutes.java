package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.wire.EnrolReply;
import dev.stacyvm.wire.EnrolRequest;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.InvalidJson;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker registers the public half of its key with a join token. */
final class EnrolRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolRoutes.class);

    private final Enrolments enrolments;
    private final String issuer;

    /** @param issuer what the issuer calls itself */
    EnrolRoutes(Enrolments enrolments, String issuer) {
        this.enrolments = enrolments;
        this.issuer = issuer;
    }

    void addTo(Routes routes, RateLimit limit) {
        routes.post("/api/v1/worker/:worker/enroll", limit.guard(((Handler) this::enrol).asEndpoint()));
    }

    private Future<Reply> enrol(Exchange exchange) throws BadRequest, InvalidJson {
        String worker = PathIds.worker(exchange);
        String token = Bearer.of(exchange);
        if (token.isEmpty()) {
            return Future.succeededFuture(refused());
        }
        EnrolRequest body = exchange.body(EnrolRequest.class);
        if (body.jwk() == null) {
            throw new BadRequest("jwk is required");
        }
        P256Key key = P256Key.fromJwk(body.jwk())
                .orElseThrow(() -> new BadRequest("jwk must be a public EC key on P-256 without private members"));
        byte[] hash = JoinToken.hash(token);
        AuditEvent event = AuditEvent.of("enrol", worker, JoinToken.id(hash), exchange);
        return enrolments.enrol(worker, hash, key, event).map(outcome -> reply(outcome, event));
    }

    private Reply reply(Enrolments.Outcome outcome, AuditEvent event) {
        if (outcome instanceof Enrolments.Outcome.Enrolled enrolled) {
            Grant grant = enrolled.grant();
            LOG.info("worker enrolled worker_id={} token_id={}", grant.workerId(), event.tokenId());
            return Reply.json(
                    201, new EnrolReply(grant.workerId(), grant.audienceClaims(), grant.scopeClaims(), issuer));
        }
        LOG.warn(
                "enrolment refused worker_id={} token_id={} error={} addr={} request_id={}",
                event.workerId(),
                event.tokenId(),
                ((Enrolments.Outcome.Refused) outcome).why(),
                event.addr(),
                event.requestId());
        return refused();
    }

    private static Reply refused() {
        return Reply.error(ErrorCode.UNAUTHORIZED, "invalid, expired or used join token");
    }
}
