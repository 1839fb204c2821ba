package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a worker is called, and by whom.
 *
 * @param advertised what the control plane is told; empty, from the address that was bound
 * @param hostname stands for an address that means all of them
 * @param keysFile public keys of those who mint tokens for callers
 * @param follows whether the trust feed of the control plane tells them, where no file does
 * @param sharedKeys secrets of a StacyVM control plane, whose tokens are then taken too
 * @param sharedToken a fixed token that is taken too
 * @param revoked ids of tokens that are not taken
 */
public record RpcRoleSettings(
        Listener listen,
        Optional<BaseUrl> advertised,
        String hostname,
        Optional<Path> keysFile,
        boolean follows,
        List<Secret> sharedKeys,
        Optional<Secret> sharedToken,
        Set<String> revoked) {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "::0", "0:0:0:0:0:0:0:0");

    /** Where callers reach the listener that bound this address. */
    String url(ListenAddress bound) {
        ListenAddress reached =
                EVERY_ADDRESS.contains(bound.host()) ? new ListenAddress(hostname, bound.port()) : bound;
        return advertised.map(BaseUrl::toString).orElseGet(() -> new Listener(reached, listen.tls()).url());
    }
}
