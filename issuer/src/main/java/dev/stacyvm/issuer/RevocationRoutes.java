package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.RevocationList;
import dev.stacyvm.wire.RevocationRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What counts no more: {@code GET} and {@code POST /api/v1/admin/revocations}. In force here before the answer leaves. */
final class RevocationRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationRoutes.class);
    private static final String PATH = "/api/v1/admin/revocations";
    private static final Pattern TOKEN_ID = Pattern.compile("[A-Za-z0-9._~:/+=@-]{1,256}");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{43}");

    private record Asked(Revocation.Kind kind, String id) {
        AuditEvent event(Exchange exchange) {
            String worker = kind == Revocation.Kind.WORKER ? id : "";
            String token = kind == Revocation.Kind.TOKEN ? id : "";
            String key = kind == Revocation.Kind.KEY ? id : "";
            return new AuditEvent(
                    "revoke " + kind.word(), worker, token, key, exchange.remoteAddress(), exchange.requestId());
        }
    }

    private final LiveTrust trust;
    private final Revoker revoker;
    private final Following following;
    private final Optional<KeyLife> keys;

    RevocationRoutes(LiveTrust trust, Revoker revoker, Following following, Optional<KeyLife> keys) {
        this.trust = trust;
        this.revoker = revoker;
        this.following = following;
        this.keys = keys;
    }

    void addTo(Routes routes, ApiGate api) {
        routes.get(PATH, api.openToAdmins("list revocations", exchange -> list()));
        routes.post(PATH, api.openToAdmins("revoke", this::revoke));
    }

    private Future<Reply> list() {
        TrustImage image = trust.image();
        return Future.succeededFuture(Reply.ok(new RevocationList(
                image.epoch(),
                image.revocations().stream().map(Revocation::view).toList())));
    }

    private Future<Reply> revoke(Exchange exchange) throws BadRequest, InvalidJson {
        Asked asked = read(exchange.body(RevocationRequest.class));
        AuditEvent event = asked.event(exchange);
        return switch (asked.kind()) {
            case TOKEN -> revoker.token(asked.id(), event).map(done -> reply(asked, done));
            case WORKER ->
                revoker.worker(asked.id(), event)
                        .compose(done -> following.forget(asked.id()).map(forgotten -> reply(asked, done)));
            case KEY ->
                keys.map(life -> life.revoke(asked.id(), event))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                        .map(done -> reply(asked, done));
        };
    }

    private Reply reply(Asked asked, Optional<Revocation> done) {
        if (done.isEmpty()) {
            return asked.kind() == Revocation.Kind.KEY
                    ? Reply.error(ErrorCode.NOT_FOUND, "not found: no key with that id is published")
                    : Reply.error(
                            ErrorCode.RESOURCE_LIMIT,
                            "too many revocations of single tokens and workers; revoke the key that signed them");
        }
        long epoch = trust.image().epoch();
        LOG.info("revoked: {} {} epoch={}", asked.kind().word(), asked.id(), epoch);
        return Reply.json(201, new RevocationList(epoch, List.of(done.get().view())));
    }

    private static Asked read(RevocationRequest body) throws BadRequest {
        String token = trimmed(body.tokenId());
        String worker = trimmed(body.workerId());
        String key = trimmed(body.keyId());
        if (List.of(token, worker, key).stream().filter(id -> !id.isEmpty()).count() != 1) {
            throw new BadRequest("name one of token_id, worker_id and key_id");
        }
        if (!worker.isEmpty()) {
            return new Asked(Revocation.Kind.WORKER, PathIds.workerId(worker));
        }
        return token.isEmpty()
                ? new Asked(Revocation.Kind.KEY, matching(KEY_ID, key, "key_id must be the thumbprint of a key"))
                : new Asked(Revocation.Kind.TOKEN, matching(TOKEN_ID, token, "token_id is no id of a token"));
    }

    private static String matching(Pattern form, String id, String otherwise) throws BadRequest {
        if (!form.matcher(id).matches()) {
            throw new BadRequest(otherwise);
        }
        return id;
    }

    private static String trimmed(@Nullable String text) {
        return text == null ? "" : GoText.trim(text);
    }
}
