package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.StoreSession;
import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.trust.TrustPlan;
import dev.stacyvm.wire.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The followers of the trust feed: whom a rotation waits for. A follower's name is on disk before it is told anything. */
final class Following {
    /** A follower counts from when it asks, which is before it is heard; its clock may be slower. */
    private static final Duration BOUND = TrustPlan.BOUND.plusSeconds(30);

    private final LiveTrust trust;
    private final StoreSession store;
    private final Time time;
    private final FollowerBook book = new FollowerBook(BOUND);

    private Following(LiveTrust trust, StoreSession store, Time time) {
        this.trust = trust;
        this.store = store;
        this.time = time;
    }

    static Future<Following> open(LiveTrust trust, StoreSession store, Time time) {
        Following following = new Following(trust, store, time);
        return store.write(FollowerTable::all).map(names -> {
            following.book.expect(names, time.nanos());
            return following;
        });
    }

    /** Answers a poll of the feed, once the follower is known. */
    Future<Reply> poll(String worker, String follower, long epoch, Duration wait) {
        String name = FollowerBook.name(worker, follower);
        if (book.knows(name)) {
            return answer(name, epoch, wait);
        }
        if (!book.hasRoom(worker)) {
            return Future.succeededFuture(
                    Reply.error(ErrorCode.RESOURCE_LIMIT, "too many followers; give each a name that it keeps"));
        }
        return store.write(connection -> {
                    FollowerTable.add(connection, name, time.now());
                    return name;
                })
                .compose(known -> answer(name, epoch, wait));
    }

    /** Answers a poll of somebody whom no rotation waits for, one at a time from each place. */
    Future<Reply> glance(String place, long epoch, Duration wait) {
        return trust.feed().poll(place, epoch, wait);
    }

    /** The live ones with the epoch that each holds. */
    Map<String, Long> live() {
        return book.live(time.nanos());
    }

    Map<String, FollowerBook.Heard> all() {
        return book.all();
    }

    /** Forgets those that have not been heard for so long that they let nothing in. */
    Future<Void> sweep() {
        return forget("");
    }

    /** Forgets those of a worker whose word counts no more. */
    Future<Void> forget(String worker) {
        List<String> gone = book.forget(worker, time.nanos());
        return gone.isEmpty()
                ? Future.succeededFuture()
                : store.<List<String>>write(connection -> {
                            FollowerTable.remove(connection, gone);
                            return gone;
                        })
                        .mapEmpty();
    }

    private Future<Reply> answer(String name, long epoch, Duration wait) {
        book.heard(name, epoch, trust.image().epoch(), time.nanos());
        return trust.feed().poll(name, epoch, wait);
    }
}
