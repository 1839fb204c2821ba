package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.key.Hold;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.KeyWait;
import dev.stacyvm.wire.RotationReply;
import dev.stacyvm.wire.RotationRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** The signing keys, for admins: list, prepare the next one, rotate to it. */
final class KeyRoutes {
    private static final String PATH = "/api/v1/admin/keys";

    private final KeyListing listing;
    private final Optional<KeyLife> life;

    /** @param life empty where no JWTs are minted */
    KeyRoutes(KeyListing listing, Optional<KeyLife> life) {
        this.listing = listing;
        this.life = life;
    }

    void addTo(Routes routes, ApiGate api) {
        routes.get(PATH, api.openToAdmins("list keys", exchange -> listing.reply()));
        routes.post(PATH, api.openToAdmins("prepare key", exchange -> withKeys(keys -> prepare(keys, exchange))));
        routes.post(PATH + "/rotate", api.openToAdmins("rotate key", this::rotate));
    }

    private interface Act {
        Future<Reply> on(KeyLife keys);
    }

    private Future<Reply> withKeys(Act act) {
        return life.map(act::on).orElseGet(() -> refuse("this issuer mints no JWTs; start it with --token-key-file"));
    }

    private static Future<Reply> prepare(KeyLife keys, Exchange exchange) {
        if (keys.isFull()) {
            return refuse(KeyLife.FULL);
        }
        return keys.prepare(AuditEvent.ofKey("prepare key", "", exchange))
                .map(id -> Reply.json(201, Map.of("key_id", id)));
    }

    private Future<Reply> rotate(Exchange exchange) throws InvalidJson {
        RotationRequest body =
                exchange.body().length == 0 ? new RotationRequest(null, null) : exchange.body(RotationRequest.class);
        Optional<String> id =
                Optional.ofNullable(body.keyId()).map(GoText::trim).filter(it -> !it.isEmpty());
        boolean now = Boolean.TRUE.equals(body.emergency());
        AuditEvent event = AuditEvent.ofKey(now ? "rotate key at once" : "rotate key", "", exchange);
        return withKeys(keys -> keys.rotate(id, now, event).compose(KeyRoutes::reply));
    }

    private static Future<Reply> reply(Rotation rotation) {
        if (rotation instanceof Rotation.Refused refused) {
            return refuse(refused.why());
        }
        if (rotation instanceof Rotation.Waiting waiting) {
            return Future.succeededFuture(
                    Reply.json(202, new RotationReply(waiting.keyId(), "waiting", wait(waiting.hold()))));
        }
        return Future.succeededFuture(Reply.ok(new RotationReply(((Rotation.Done) rotation).keyId(), "done", null)));
    }

    /** Rounded up: after that many seconds it is over. */
    static KeyWait wait(Hold hold) {
        return new KeyWait(hold.caches().plusMillis(999).toSeconds(), hold.lagging());
    }

    private static Future<Reply> refuse(String why) {
        return Future.succeededFuture(Reply.error(ErrorCode.CONFLICT, why));
    }
}
