package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.JoinTokenReply;
import dev.stacyvm.wire.JoinTokenRequest;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Join tokens, made by an admin: each fixes what one worker may ever ask for. */
final class JoinRoutes {
    private static final String DEFAULT_TTL = "10m";
    private static final Duration MAX_TTL = Duration.ofHours(1);
    private static final List<Scope> DEFAULT_SCOPES = List.of(Scope.HEARTBEAT, Scope.LEASE, Scope.ATTEST);
    private static final int MAX_SHOWN = 64;

    private final Enrolments enrolments;
    private final Time time;

    JoinRoutes(Enrolments enrolments, Time time) {
        this.enrolments = enrolments;
        this.time = time;
    }

    void addTo(Routes routes, ApiGate api) {
        routes.post("/api/v1/admin/join-tokens", api.openToAdmins("make join token", this::make));
    }

    private Future<Reply> make(Exchange exchange) throws BadRequest, InvalidJson {
        JoinTokenRequest body = exchange.body(JoinTokenRequest.class);
        Grant grant = grant(body);
        Instant expiresAt = time.now().plus(ttl(trimmed(body.ttl())));
        Secret token = JoinToken.generate();
        String id = JoinToken.id(JoinToken.hash(token.revealText()));
        AuditEvent event = AuditEvent.of("make join token", grant.workerId(), id, exchange);
        return enrolments
                .invite(token, grant, expiresAt, event)
                .map(kept -> kept
                        ? Reply.json(201, reply(token, id, grant, expiresAt))
                        : Reply.error(ErrorCode.RESOURCE_LIMIT, "too many join tokens; let some expire"));
    }

    private static JoinTokenReply reply(Secret token, String id, Grant grant, Instant expiresAt) {
        return new JoinTokenReply(
                token.revealText(),
                id,
                grant.workerId(),
                grant.audienceClaims(),
                grant.scopeClaims(),
                grant.host(),
                WireTime.seconds(expiresAt));
    }

    private static Grant grant(JoinTokenRequest body) throws BadRequest {
        String worker = trimmed(body.workerId());
        if (worker.isEmpty()) {
            throw new BadRequest("worker_id is required");
        }
        PathIds.workerId(worker);
        String host = trimmed(body.host()).isEmpty() ? worker : PathIds.hostKey(trimmed(body.host()));
        return new Grant(worker, audiences(body.audiences()), scopes(body.scopes()), host);
    }

    private static Duration ttl(String text) throws BadRequest {
        Duration ttl = Ttl.positive(text.isEmpty() ? DEFAULT_TTL : text)
                .orElseThrow(() -> new BadRequest("invalid ttl; use a Go duration like 10m or 1h"));
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new BadRequest("ttl must be from 1s to 1h");
        }
        return ttl;
    }

    private static List<Audience> audiences(@Nullable List<String> asked) throws BadRequest {
        if (asked == null || asked.isEmpty()) {
            return List.of(Audience.CONTROL_PLANE);
        }
        Set<Audience> known = EnumSet.noneOf(Audience.class);
        for (String word : asked) {
            known.add(Audience.of(trimmed(word))
                    .orElseThrow(() -> new BadRequest("audience \"" + shown(word) + "\" is unknown")));
        }
        return List.copyOf(known);
    }

    private static List<Scope> scopes(@Nullable List<String> asked) throws BadRequest {
        if (asked == null || asked.isEmpty()) {
            return DEFAULT_SCOPES;
        }
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        for (String word : asked) {
            known.add(Scope.of(trimmed(word))
                    .orElseThrow(() -> new BadRequest("scope \"" + shown(word) + "\" is unknown")));
        }
        if (known.stream().noneMatch(Scope::isWorkerScope)) {
            throw new BadRequest("at least one worker:* scope is required");
        }
        return List.copyOf(known);
    }

    private static String shown(@Nullable String word) {
        return Printable.of(trimmed(word), MAX_SHOWN);
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : GoText.trim(text);
    }
}
