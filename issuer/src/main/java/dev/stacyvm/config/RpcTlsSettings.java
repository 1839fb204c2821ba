package dev.stacyvm.config;

/**
 * The section {@code worker.rpc_tls}. Every file is a path to PEM, or blank.
 *
 * @param server what a worker shows to its callers
 * @param clientCaFile who may call a worker
 * @param client what a control plane shows to workers
 * @param caFile whom a control plane takes for a worker
 * @param serverName the name expected in a worker's certificate; blank: the host called
 */
public record RpcTlsSettings(
        boolean enabled,
        boolean insecureSkipVerify,
        Pair server,
        String clientCaFile,
        Pair client,
        String caFile,
        String serverName) {
    /** A certificate and its private key. */
    public record Pair(String certFile, String keyFile) {
        /** Whether both are named. */
        public boolean isComplete() {
            return !certFile.isBlank() && !keyFile.isBlank();
        }
    }

    static RpcTlsSettings from(Configuration configuration) {
        return new RpcTlsSettings(
                configuration.flag("worker.rpc_tls.enabled"),
                configuration.flag("worker.rpc_tls.insecure_skip_verify"),
                pair(configuration, "worker.rpc_tls.server_"),
                configuration.text("worker.rpc_tls.client_ca_file"),
                pair(configuration, "worker.rpc_tls.client_"),
                configuration.text("worker.rpc_tls.ca_file"),
                configuration.text("worker.rpc_tls.server_name"));
    }

    private static Pair pair(Configuration configuration, String prefix) {
        return new Pair(configuration.text(prefix + "cert_file"), configuration.text(prefix + "key_file"));
    }
}
