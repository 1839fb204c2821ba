package dev.stacyvm.issuer;

import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.trust.TrustSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The snapshot in force, for this service's own gates and for those who wait for the next one. What is published is in
 * force here when the call returns. Any thread may call.
 */
final class TrustFeed implements TokenVerifier {
    private static final Reply UNCHANGED = Reply.empty(304);

    private record Published(TrustSnapshot snapshot, TokenVerifier verifier) {
        Reply reply() {
            return Reply.ok(snapshot.json()).with(Map.of("Cache-Control", "no-store"));
        }
    }

    private final Vertx vertx;
    private final Optional<TokenVerifier> shared;
    private final Time time;
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private volatile Published current;
    private volatile boolean closed;

    /** @param shared verifies the tokens that are no JWT, where they are taken */
    TrustFeed(Vertx vertx, TrustSnapshot first, Optional<TokenVerifier> shared, Time time) {
        this.vertx = vertx;
        this.shared = shared;
        this.time = time;
        this.current = published(first);
    }

    TrustSnapshot snapshot() {
        return current.snapshot();
    }

    /** Puts it in force, unless a later one is already, and wakes who waits. */
    synchronized void publish(TrustSnapshot snapshot) {
        if (snapshot.epoch() > current.snapshot().epoch()) {
            current = published(snapshot);
            Reply reply = current.reply();
            waiting.values().forEach(answer -> answer.complete(reply));
        }
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        return current.verifier().verify(token, expected);
    }

    /**
     * The snapshot when its epoch is another than the one held, else the next one, or 304 after the wait. A follower has
     * one poll at a time: an older one of the same name ends with 304.
     */
    Future<Reply> poll(String follower, long held, Duration wait) {
        Published now = current;
        if (now.snapshot().epoch() != held) {
            return Future.succeededFuture(now.reply());
        }
        if (closed) {
            return Future.succeededFuture(UNCHANGED);
        }
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        CompletableFuture<Reply> before = waiting.put(follower, answer);
        if (before != null) {
            before.complete(UNCHANGED);
        }
        Scheduler.Scheduled end = Scheduler.of(vertx).after(wait, () -> answer.complete(UNCHANGED));
        Published later = current;
        if (later.snapshot().epoch() != held) {
            answer.complete(later.reply());
        }
        return Future.fromCompletionStage(answer, vertx.getOrCreateContext()).onComplete(done -> {
            end.cancel();
            waiting.remove(follower, answer);
        });
    }

    /** Ends all waits, so that the server need not wait for them. */
    void close() {
        closed = true;
        waiting.values().forEach(answer -> answer.complete(UNCHANGED));
    }

    private Published published(TrustSnapshot snapshot) {
        return new Published(snapshot, snapshot.verifier(shared, time));
    }
}
