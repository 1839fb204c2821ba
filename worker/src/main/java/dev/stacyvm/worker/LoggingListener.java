package dev.stacyvm.worker;

import dev.stacyvm.http.BaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line to the log for each change. */
public final class LoggingListener implements WorkerListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingListener.class);

    private final String workerId;
    private final BaseUrl controlPlane;

    public LoggingListener(String workerId, BaseUrl controlPlane) {
        this.workerId = workerId;
        this.controlPlane = controlPlane;
    }

    @Override
    public void link(Link link) {
        if (link instanceof Link.Down down) {
            LOG.warn("heartbeat failed worker_id={} control_plane={} error={}", workerId, controlPlane, down.why());
        } else {
            LOG.info("heartbeat accepted worker_id={} control_plane={}", workerId, controlPlane);
        }
    }

    @Override
    public void held(String resource, long generation) {
        LOG.info("lease held worker_id={} lease={} generation={}", workerId, resource, generation);
    }

    @Override
    public void lost(String resource, String why) {
        LOG.warn("lease lost worker_id={} lease={} error={}", workerId, resource, why);
    }

    @Override
    public void waiting(String resource, String why) {
        LOG.warn("lease not held worker_id={} lease={} error={}", workerId, resource, why);
    }
}
