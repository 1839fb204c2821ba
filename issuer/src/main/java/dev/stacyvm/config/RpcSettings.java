package dev.stacyvm.config;

/**
 * How a worker is called, and by whom.
 *
 * @param advertiseUrl what the control plane is told; blank: from the listen address
 * @param keysFile public keys of those who mint tokens for callers; blank: none
 * @param compatSharedKeyFile the secret of a StacyVM control plane, whose tokens are then taken too; blank: none
 */
public record RpcSettings(String advertiseUrl, String keysFile, String compatSharedKeyFile) {
    static RpcSettings from(Configuration configuration) {
        return new RpcSettings(
                configuration.text("worker.advertise_url").strip(),
                configuration.text("worker.rpc_keys_file").strip(),
                configuration.text("worker.compat_shared_key_file").strip());
    }
}
