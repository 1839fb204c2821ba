package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.RpcTlsSettings;
import dev.stacyvm.config.WorkerSettings;
import java.util.List;

/** Further rows on what crosses a network unencrypted. Plain http to this machine itself passes. */
final class TransportRows {
    private final Configuration configuration;
    private final Rows rows;

    TransportRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        encrypted("worker.control_plane_url", "worker tokens cross the network in clear");
        if (configuration.flag("auth.oidc_enabled")) {
            encrypted("auth.oidc_issuer", "anyone on the path can answer for the issuer");
            encrypted("auth.oidc_jwks_url", "anyone on the path can replace the keys");
        }
        origins();
        listener();
        role();
        compatibility();
    }

    private void encrypted(String path, String consequence) {
        String url = configuration.text(path);
        if (!url.isBlank()) {
            rows.advise(
                    path + ".https",
                    !Urls.isExposed(url),
                    "encrypted, or this machine",
                    new Fault("plain http to another machine: " + consequence, "use https"));
        }
    }

    private void origins() {
        List<String> exposed = configuration.list("server.cors_allowed_origins").stream()
                .filter(Urls::isExposed)
                .map(String::strip)
                .toList();
        rows.advise(
                "server.cors_allowed_origins.https",
                exposed.isEmpty(),
                "no plain http origin",
                new Fault("plain http origins: " + String.join(", ", exposed), "list https origins only"));
    }

    private void listener() {
        WorkerSettings worker = configuration.worker();
        if (!worker.listenAddr().isBlank()) {
            rows.advise(
                    "worker.listen_addr.tls",
                    worker.rpcTls().enabled() || !Urls.isReachable(worker.listenAddr()),
                    "encrypted, or this machine only",
                    new Fault(
                            "worker RPC takes connections from other machines without TLS",
                            "enable worker.rpc_tls or listen on 127.0.0.1"));
        }
    }

    private void compatibility() {
        if (!configuration.worker().rpc().compatSharedKeyFile().isBlank()) {
            rows.severe(
                    "worker.compat_shared_key_file",
                    new Fault(
                            "worker RPC takes tokens that every holder of the shared key can mint",
                            "verify callers with worker.rpc_keys_file, and remove worker.compat_shared_key_file"));
        }
    }

    /** A host is a worker or a control plane: the material of one of the two is enough. */
    private void role() {
        RpcTlsSettings tls = configuration.worker().rpcTls();
        boolean worker = tls.server().isComplete() && !tls.clientCaFile().isBlank();
        boolean controlPlane = tls.client().isComplete() && !tls.caFile().isBlank();
        if (tls.enabled()) {
            rows.advise(
                    "worker.rpc_tls.role",
                    worker || controlPlane,
                    worker ? controlPlane ? "worker and control plane" : "worker" : "control plane",
                    new Fault(
                            "the files are complete for neither a worker nor a control plane",
                            "set server_cert_file, server_key_file and client_ca_file, or client_cert_file, client_key_file"
                                    + " and ca_file"));
        }
    }
}
