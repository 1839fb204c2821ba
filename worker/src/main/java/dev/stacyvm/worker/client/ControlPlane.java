package dev.stacyvm.worker.client;

import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.LeaseView;
import dev.stacyvm.wire.StatusReply;
import io.vertx.core.Future;
import java.time.Duration;

/** A control plane, as one worker sees it. No future fails; all complete on the calling context within seconds. */
public interface ControlPlane {
    /** Tells that the worker lives, and what it offers. Granted is the status that the control plane noted. */
    Future<Answer<StatusReply>> heartbeat(Heartbeat beat);

    /**
     * Asks for a lease that nobody else holds. A lease granted in time is for this worker and this resource.
     *
     * @param ttl counted by the control plane from when it decides, so never earlier than from this call
     */
    Future<Answer<LeaseView>> acquire(String resource, Duration ttl);

    /** Prolongs a lease this worker holds; the generation grows. */
    Future<Answer<LeaseView>> renew(String resource, Duration ttl);

    /** Gives back a lease if it still has this generation. */
    Future<Answer<StatusReply>> release(String resource, long generation);
}
