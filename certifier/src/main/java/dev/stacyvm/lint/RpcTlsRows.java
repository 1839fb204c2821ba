package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.RpcTlsSettings;

/** The rows of {@code worker.rpc_tls}. */
final class RpcTlsRows {
    private final RpcTlsSettings tls;
    private final Rows rows;

    RpcTlsRows(Configuration configuration, Rows rows) {
        this.tls = configuration.worker().rpcTls();
        this.rows = rows;
    }

    void add() {
        rows.advise(
                "worker.rpc_tls.enabled",
                tls.enabled(),
                "enabled",
                new Fault(
                        "worker RPC is not encrypted",
                        "enable it with server, client and CA certificates before RPC crosses a network"));
        if (tls.enabled()) {
            workerSide();
            controlPlaneSide();
            rows.require(
                    "worker.rpc_tls.insecure_skip_verify",
                    !tls.insecureSkipVerify(),
                    "disabled",
                    new Fault("certificates are not verified", "set worker.rpc_tls.insecure_skip_verify to false"));
        }
    }

    private void workerSide() {
        rows.require(
                "worker.rpc_tls.server_cert",
                tls.server().isComplete(),
                "configured",
                new Fault(
                        "a server certificate and its key are both needed",
                        "set server_cert_file and server_key_file on workers"));
        rows.require(
                "worker.rpc_tls.client_ca",
                !tls.clientCaFile().isBlank(),
                "configured",
                new Fault("callers of a worker are not verified", "set client_ca_file on workers"));
    }

    private void controlPlaneSide() {
        rows.require(
                "worker.rpc_tls.ca",
                !tls.caFile().isBlank(),
                "configured",
                new Fault("workers are not verified against your own CA", "set ca_file on the control plane"));
        rows.require(
                "worker.rpc_tls.client_cert",
                tls.client().isComplete(),
                "configured",
                new Fault(
                        "a client certificate and its key are both needed",
                        "set client_cert_file and client_key_file on the control plane"));
    }
}
