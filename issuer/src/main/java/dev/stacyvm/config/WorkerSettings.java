package dev.stacyvm.config;

import java.time.Duration;

/**
 * The section {@code worker}.
 *
 * @param id blank: the hostname
 * @param listenAddr blank: no RPC
 * @param rpc whom the listener answers
 * @param previewDomain falls back to {@code server.preview_domain}
 * @param heartbeatInterval at least 100 ms; zero in the file means 30 s
 */
public record WorkerSettings(
        String id,
        String controlPlaneUrl,
        String listenAddr,
        RpcSettings rpc,
        String previewDomain,
        Duration heartbeatInterval,
        Duration shutdownTimeout,
        RpcTlsSettings rpcTls) {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

    static WorkerSettings from(Configuration configuration) {
        String previewDomain = configuration.text("worker.preview_domain");
        Duration interval = configuration.duration("worker.heartbeat_interval");
        return new WorkerSettings(
                configuration.text("worker.id").strip(),
                configuration.text("worker.control_plane_url").strip(),
                configuration.text("worker.listen_addr").strip(),
                RpcSettings.from(configuration),
                previewDomain.isBlank() ? configuration.text("server.preview_domain") : previewDomain,
                interval.isZero() ? USUAL_INTERVAL : interval,
                configuration.duration("worker.shutdown_timeout"),
                RpcTlsSettings.from(configuration));
    }
}
