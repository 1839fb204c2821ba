package dev.stacyvm.issuer;

import static dev.stacyvm.issuer.ApiOperation.Caller.ADMIN;
import static dev.stacyvm.issuer.ApiOperation.Caller.ANYONE;
import static dev.stacyvm.issuer.ApiOperation.Caller.API_KEY;
import static dev.stacyvm.issuer.ApiOperation.Caller.ASSERTION;
import static dev.stacyvm.issuer.ApiOperation.Caller.JOIN_TOKEN;
import static dev.stacyvm.issuer.ApiOperation.Caller.WORKER;
import static dev.stacyvm.issuer.ApiOperation.Caller.WORKER_OR_API_KEY;
import static dev.stacyvm.issuer.ApiOperation.delete;
import static dev.stacyvm.issuer.ApiOperation.get;
import static dev.stacyvm.issuer.ApiOperation.post;

import dev.stacyvm.wire.AssertionRequest;
import dev.stacyvm.wire.EnrolReply;
import dev.stacyvm.wire.EnrolRequest;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.JoinTokenReply;
import dev.stacyvm.wire.JoinTokenRequest;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseRequest;
import dev.stacyvm.wire.ReleaseRequest;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import dev.stacyvm.wire.RotationReply;
import dev.stacyvm.wire.RotationRequest;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.TokenRequest;
import dev.stacyvm.wire.WorkerView;
import java.util.List;

/** Every operation that the service documents; a test holds them against the routes it serves. */
final class ApiOperations {
    private static final String OWN = "/api/v1/worker/{worker}/";
    private static final String LEASE = OWN + "leases/{resource}/";
    private static final String ADMINS = "/api/v1/admin/";

    static final List<ApiOperation> ALL = List.of(
            get("/api/v1/live", ANYONE, "Whether the process lives").giving(SystemRoutes.Health.class),
            get("/api/v1/health", ANYONE, "Whether the process serves").giving(SystemRoutes.Health.class),
            get("/api/v1/ready", ANYONE, "Whether it can mint, verify and write; 503 when not")
                    .giving(SystemRoutes.Ready.class),
            get("/.well-known/jwks.json", ANYONE, "The public keys that verify its JWTs (RFC 7517)"),
            get("/.well-known/openid-configuration", ANYONE, "Where the keys are (OpenID Connect Discovery)"),
            get("/api/v1/openapi.json", API_KEY, "This document"),
            get("/api/v1/metrics/prometheus", API_KEY, "Metrics in Prometheus' text format; the key may be a bearer"),
            get(ADMINS + "metrics/prometheus", ADMIN, "The same for admins"),
            post(OWN + "heartbeat", WORKER, "Register, or stay registered")
                    .taking(Heartbeat.class)
                    .giving(WorkerView.class),
            post(LEASE + "acquire", WORKER, "Take a lease that is free or one's own; 409 when another holds it")
                    .taking(LeaseRequest.class)
                    .giving(LeaseReply.class),
            post(LEASE + "renew", WORKER, "Prolong a lease from now")
                    .taking(LeaseRequest.class)
                    .giving(LeaseReply.class),
            post(LEASE + "release", WORKER, "Give a lease back")
                    .taking(ReleaseRequest.class)
                    .giving(StatusReply.class),
            post(OWN + "attestations", WORKER, "Have a certification report signed, in a DSSE envelope")
                    .created(),
            post(OWN + "enroll", JOIN_TOKEN, "Register the worker's public key, once")
                    .taking(EnrolRequest.class)
                    .giving(EnrolReply.class)
                    .created(),
            post(OWN + "token", ASSERTION, "Get a token for an assertion that the registered key signed (RFC 7523)")
                    .taking(AssertionRequest.class)
                    .giving(TokenReply.class),
            get("/api/v1/trust", WORKER_OR_API_KEY, "The trust feed: keys and revocations, or 304 after the wait"),
            get("/api/v1/workers", API_KEY, "All workers by id"),
            get("/api/v1/workers/{worker}", API_KEY, "One worker").giving(WorkerView.class),
            get(ADMINS + "workers", ADMIN, "All workers by id"),
            get(ADMINS + "workers/{worker}", ADMIN, "One worker").giving(WorkerView.class),
            post(ADMINS + "workers/{worker}/heartbeat", ADMIN, "Repair what is registered of a worker")
                    .taking(Heartbeat.class)
                    .giving(WorkerView.class),
            delete(ADMINS + "workers/{worker}", ADMIN, "Forget a worker").giving(StatusReply.class),
            post(ADMINS + "workers/{worker}/leases/{resource}/renew", ADMIN, "Prolong a worker's lease")
                    .taking(LeaseRequest.class)
                    .giving(LeaseReply.class),
            post(ADMINS + "worker-tokens", ADMIN, "Mint a token")
                    .taking(TokenRequest.class)
                    .giving(TokenReply.class),
            post(ADMINS + "join-tokens", ADMIN, "Make a token that enrols one worker once")
                    .taking(JoinTokenRequest.class)
                    .giving(JoinTokenReply.class)
                    .created(),
            get(ADMINS + "revocations", ADMIN, "What is revoked").giving(RevocationList.class),
            post(ADMINS + "revocations", ADMIN, "Revoke a token, a worker or a key")
                    .taking(RevocationRequest.class)
                    .giving(RevocationList.class)
                    .created(),
            get(ADMINS + "keys", ADMIN, "The signing keys and where each is in its life")
                    .giving(KeyList.class),
            post(ADMINS + "keys", ADMIN, "Prepare the next signing key").created(),
            post(ADMINS + "keys/rotate", ADMIN, "Sign with the prepared key; 202 while not everyone knows it")
                    .taking(RotationRequest.class)
                    .giving(RotationReply.class),
            get(ADMINS + "audit", ADMIN, "What admins did and who enrolled, newest first")
                    .giving(AuditRoutes.Page.class));

    private ApiOperations() {}

    /** Those that a service has of them. */
    static List<ApiOperation> served(boolean controlPlane, boolean jwt) {
        return ALL.stream()
                .filter(it -> controlPlane || !isOfControlPlane(it.path()))
                .filter(it -> jwt || !it.path().startsWith("/.well-known/"))
                .toList();
    }

    private static boolean isOfControlPlane(String path) {
        return path.endsWith("/heartbeat") || path.contains("/leases/") || path.matches(".*/workers(/\\{worker})?");
    }
}
