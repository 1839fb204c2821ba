package dev.stacyvm.sidecar;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A token file to keep fresh.
 *
 * @param file replaced at every renewal; its folder must exist
 * @param workerId whom the token is for
 * @param audiences whom it may be shown to
 * @param format empty for the one that the issuer mints of itself
 * @param ttl asked of the issuer: from a second to 15 minutes
 * @param scopes words beginning {@code worker:}; empty asks for all
 */
public record TokenFile(
        Path file,
        String workerId,
        Audiences audiences,
        Optional<TokenFormat> format,
        Duration ttl,
        List<String> scopes,
        FileMode mode) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    public TokenFile {
        Ids.require("worker id", workerId);
        scopes = List.copyOf(scopes);
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a token TTL of " + GoDuration.format(ttl) + " is out of range; choose one from 1s to 15m");
        }
    }

    /** A file for the control plane with every scope, readable by its owner alone. */
    public static TokenFile forControlPlane(Path file, String workerId, Duration ttl) {
        return new TokenFile(
                file,
                workerId,
                Audiences.of(Audience.CONTROL_PLANE),
                Optional.empty(),
                ttl,
                List.of(),
                FileMode.OWNER_ONLY);
    }
}
