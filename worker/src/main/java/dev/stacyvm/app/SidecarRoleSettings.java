package dev.stacyvm.app;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code stacyvm sidecar} was asked for.
 *
 * @param login by what tokens are got
 * @param outputs token files, each replaced atomically; at least one
 * @param listen where {@code /live}, {@code /ready} and metrics are served; empty, nowhere
 * @param afterRotation a command to run after each rotation
 * @param tls how the issuer is known where its URL says https
 */
public record SidecarRoleSettings(
        BaseUrl issuer,
        SidecarLogin login,
        String workerId,
        Duration tokenTtl,
        List<SidecarOutput> outputs,
        FileMode mode,
        Optional<ListenAddress> listen,
        Optional<String> afterRotation,
        ClientTls tls) {}
