package dev.stacyvm.sidecar;

import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.token.Audience;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a sidecar does.
 *
 * @param issuer where tokens are minted
 * @param credential by what they are got
 * @param files one or more, each path once
 * @param afterRotation run by {@code /bin/sh} after a file was replaced; empty for nothing
 * @param listen where health and metrics are served; empty for nowhere
 * @param tls how the issuer is known where its URL says https
 */
public record SidecarPlan(
        BaseUrl issuer,
        SidecarCredential credential,
        List<TokenFile> files,
        Optional<String> afterRotation,
        Optional<ListenAddress> listen,
        ClientTls tls) {
    private static final int MOST_FILES = 256;

    public SidecarPlan {
        files = List.copyOf(files);
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new IllegalArgumentException("a sidecar keeps from 1 to " + MOST_FILES + " token files");
        }
        var seen = new HashSet<Path>();
        for (TokenFile one : files) {
            if (!seen.add(one.file().toAbsolutePath().normalize())) {
                throw new IllegalArgumentException(one.file() + " is named twice; give each token its own file");
            }
            if (credential instanceof SidecarCredential.AdminKey
                    && one.audiences().contains(Audience.KAFKA)) {
                throw new IllegalArgumentException("an admin key gets no token for kafka; have the sidecar enrol a key"
                        + " of its own (--key-file) for " + one.file());
            }
        }
    }
}
