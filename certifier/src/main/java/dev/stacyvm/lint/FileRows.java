package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.lint.FileFacts.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Further rows on the files a configuration names: that they are there, closed to others, and not about to expire. */
public final class FileRows {
    private static final Duration NOTICE = Duration.ofDays(14);
    private static final List<String> SECRETS = List.of(
            "auth.worker_token_file",
            "auth.worker_signing_key_file",
            "issuer.token_key_file",
            "worker.compat_shared_key_file");
    private static final List<String> CERTIFICATES = List.of(
            "worker.rpc_tls.server_cert_file",
            "worker.rpc_tls.client_ca_file",
            "worker.rpc_tls.ca_file",
            "worker.rpc_tls.client_cert_file");
    private static final List<String> PRIVATE_KEYS =
            List.of("worker.rpc_tls.server_key_file", "worker.rpc_tls.client_key_file");

    private final Configuration configuration;
    private final FileFacts files;
    private final Instant now;
    private final Rows rows;

    public FileRows(Configuration configuration, FileFacts files, Instant now, Rows rows) {
        this.configuration = configuration;
        this.files = files;
        this.now = now;
        this.rows = rows;
    }

    public void add() {
        SECRETS.forEach(this::closed);
        if (configuration.flag("worker.rpc_tls.enabled")) {
            CERTIFICATES.forEach(this::certificate);
            PRIVATE_KEYS.forEach(this::closed);
        }
    }

    private void closed(String key) {
        String path = configuration.text(key);
        if (!path.isBlank()) {
            Fact fact = files.of(path);
            String problem = fact.readable() ? path + " can be read or written by others" : absent(path);
            String fix = fact.readable() ? "run: chmod 600 " + path : "create it, or correct the path";
            rows.advise(name(key), fact.readable() && !fact.openToOthers(), path, new Fault(problem, fix));
        }
    }

    private void certificate(String key) {
        String path = configuration.text(key);
        if (path.isBlank()) {
            return;
        }
        Fact fact = files.of(path);
        Optional<Instant> end = fact.certificateEnd();
        if (!fact.readable()) {
            rows.warn(name(key), new Fault(absent(path), "create it, or correct the path"));
        } else if (end.isEmpty()) {
            rows.warn(name(key), new Fault(path + " holds no certificate", "name a file of PEM certificates"));
        } else {
            expiry(key, path, end.get());
        }
    }

    private void expiry(String key, String path, Instant end) {
        String problem = end.isAfter(now) ? " expires at " : " expired at ";
        rows.advise(
                name(key),
                end.isAfter(now.plus(NOTICE)),
                path + " is good until " + end,
                new Fault(path + problem + end, "renew the certificate"));
    }

    private static String absent(String path) {
        return path + " is not a file that this user can read";
    }

    private static String name(String key) {
        return key + ".file";
    }
}
