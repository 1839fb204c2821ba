package dev.stacyvm.cli;

import dev.stacyvm.http.Reply;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.LeaseReply;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.client.PlaneServer;
import io.vertx.core.Future;
import java.time.Duration;

/** Gives one lease, to the worker or to a rival of the test's, as a control plane does. */
final class LeaseDesk {
    private static final String WORKER = "worker-a";
    private static final String RIVAL = "worker-b";

    private final Duration ttl;
    // All below are guarded by this.
    private String holder = "";
    private long generation;
    private long rivals;
    private long endsNanos;

    LeaseDesk(Duration ttl) {
        this.ttl = ttl;
    }

    /** The answer to the request that was noted last. */
    synchronized Future<Reply> answer(PlaneServer server) {
        String operation = server.operations().get(server.seen.size() - 1);
        return Future.succeededFuture(
                switch (operation) {
                    case "heartbeat" ->
                        Reply.ok(new WorkerView(WORKER, "h", "online", null, null, null, "", "", "", false));
                    case "acquire" -> grant(isFree() || isHeldBy(WORKER));
                    case "renew" -> grant(!isFree() && isHeldBy(WORKER));
                    default -> released();
                });
    }

    /** Whether the rival holds it now, because nobody else does. */
    synchronized boolean rivalTakes() {
        if (!isFree()) {
            return false;
        }
        holder = RIVAL;
        rivals = ++generation;
        endsNanos = Time.system().nanos() + Duration.ofHours(1).toNanos();
        return true;
    }

    synchronized void rivalLeaves() {
        holder = "";
    }

    /** The generation under which the rival held it last. */
    synchronized long highestOfRival() {
        return rivals;
    }

    private Reply grant(boolean allowed) {
        if (!allowed) {
            return Reply.error(ErrorCode.CONFLICT, "conflict: lease is held by another worker");
        }
        holder = WORKER;
        generation++;
        endsNanos = Time.system().nanos() + ttl.toNanos();
        return Reply.ok(new LeaseReply(new LeaseView("db-1", WORKER, generation, "")));
    }

    private Reply released() {
        holder = "";
        return Reply.ok(new StatusReply("released"));
    }

    private boolean isFree() {
        return holder.isEmpty() || Time.system().nanos() - endsNanos >= 0;
    }

    private boolean isHeldBy(String worker) {
        return holder.equals(worker);
    }
}
