package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.TokenRequest;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens minted for an admin (contract, section 3.6). The reply also carries the token's id, so that it can be revoked. */
final class TokenRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRoutes.class);
    private static final String DEFAULT_TTL = "5m";
    private static final int MAX_SHOWN = 64;

    private final Minters minters;

    TokenRoutes(Minters minters) {
        this.minters = minters;
    }

    void addTo(Routes routes, ApiGate api) {
        routes.post("/api/v1/admin/worker-tokens", api.openToAdmins("mint token", this::mint));
    }

    private Future<Reply> mint(Exchange exchange) throws BadRequest, InvalidJson {
        TokenRequest body = exchange.body(TokenRequest.class);
        MintRequest request = read(body);
        MintedToken minted =
                minters.of(minters.asked(body.format())).orElseThrow().mint(request);
        LOG.info(
                "token minted worker_id={} token_id={} expires_at={} request_id={}",
                minted.workerId(),
                minted.tokenId(),
                minted.expiresAt(),
                exchange.requestId());
        return Future.succeededFuture(Reply.ok(new TokenReply(
                minted.token().revealText(), minted.tokenId(), minted.workerId(), WireTime.exact(minted.expiresAt()))));
    }

    private static MintRequest read(TokenRequest body) throws BadRequest {
        String worker = trimmed(body.workerId());
        if (worker.isEmpty()) {
            throw new BadRequest("worker_id is required");
        }
        PathIds.workerId(worker);
        Duration ttl = ttl(trimmed(body.ttl()));
        Audience audience = audience(trimmed(body.audience()));
        return new MintRequest(worker, audience, scopes(body.scopes()), ttl, Duration.ZERO, "");
    }

    private static Duration ttl(String text) throws BadRequest {
        Duration ttl = Ttl.positive(text.isEmpty() ? DEFAULT_TTL : text)
                .orElseThrow(() -> new BadRequest("invalid ttl; use a Go duration like 5m or 15m"));
        if (ttl.compareTo(MintRequest.MAX_TTL) > 0) {
            throw new BadRequest("ttl exceeds maximum allowed worker token lifetime of 15m");
        }
        return ttl;
    }

    private static Audience audience(String text) throws BadRequest {
        return Audience.of(text.isEmpty() ? Audience.CONTROL_PLANE.claim() : text)
                .filter(audience -> audience != Audience.KAFKA)
                .orElseThrow(() -> new BadRequest("audience must be worker:control-plane or worker:rpc"));
    }

    /** An unknown word is refused: a verifier would drop it, and a list of nothing else widens to all at older peers. */
    private static List<String> scopes(@Nullable List<String> asked) throws BadRequest {
        List<String> scopes = new ArrayList<>();
        for (String scope : asked == null ? List.<String>of() : asked) {
            String trimmed = trimmed(scope);
            if (Scope.of(trimmed).filter(Scope::isWorkerScope).isEmpty()) {
                throw new BadRequest("only worker:* scopes may be issued; scope \"" + Printable.of(trimmed, MAX_SHOWN)
                        + "\" is not permitted");
            }
            scopes.add(trimmed);
        }
        return scopes;
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : GoText.trim(text);
    }
}
