package dev.stacyvm.issuer;

import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.FollowerView;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyView;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an admin sees of the keys: their states, the followers and what each holds, the workers that hold tokens. */
final class KeyListing {
    private static final int MOST_HOLDERS = 1_000;

    private final LiveTrust trust;
    private final Following following;
    private final Optional<KeyLife> life;
    private final Function<String, List<String>> holders;
    private final Time time;

    /** @param holders of living tokens, by key id */
    KeyListing(
            LiveTrust trust,
            Following following,
            Optional<KeyLife> life,
            Function<String, List<String>> holders,
            Time time) {
        this.trust = trust;
        this.following = following;
        this.life = life;
        this.holders = holders;
        this.time = time;
    }

    Future<Reply> reply() {
        return Future.succeededFuture(Reply.ok(list()));
    }

    private KeyList list() {
        TrustImage image = trust.image();
        return new KeyList(
                image.epoch(),
                image.keys().entrySet().stream().map(this::keyView).toList(),
                following.all().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(this::followerView)
                        .toList(),
                trust.feed().snapshot().attestationKeys().stream()
                        .map(key -> key.pem())
                        .toList(),
                life.flatMap(KeyLife::hold).map(KeyRoutes::wait).orElse(null));
    }

    private KeyView keyView(Map.Entry<String, KeyTable.Row> key) {
        KeyTable.Row row = key.getValue();
        List<String> workers =
                holders.apply(key.getKey()).stream().limit(MOST_HOLDERS).toList();
        return new KeyView(key.getKey(), row.state().word(), WireTime.seconds(row.since()), workers);
    }

    private FollowerView followerView(Map.Entry<String, FollowerBook.Heard> follower) {
        long ago = Duration.ofNanos(time.nanos() - follower.getValue().nanos()).toSeconds();
        return new FollowerView(follower.getKey(), follower.getValue().epoch(), ago);
    }
}
