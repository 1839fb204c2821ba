package dev.stacyvm.app;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.token.Audience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What {@code stacyvm sidecar} was asked for.
 *
 * @param adminApiKeyFile read again for every request
 * @param output the token file, replaced atomically
 * @param listen where {@code /live}, {@code /ready} and metrics are served; empty, nowhere
 * @param afterRotation a command to run after each rotation
 */
public record SidecarRoleSettings(
        BaseUrl issuer,
        Path adminApiKeyFile,
        String workerId,
        Audience audience,
        Duration tokenTtl,
        Path output,
        FileMode mode,
        Optional<ListenAddress> listen,
        Optional<String> afterRotation) {}
