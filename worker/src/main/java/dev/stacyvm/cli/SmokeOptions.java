package dev.stacyvm.cli;

import dev.stacyvm.check.SmokePlan;
import dev.stacyvm.check.Target;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running StacyVM to try besides. */
final class SmokeOptions {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Option(
            names = "--stacyvm-url",
            paramLabel = "URL",
            description = "Also make, use and destroy a sandbox through the StacyVM there; needs its API key.")
    private @Nullable BaseUrl url;

    @Option(
            names = "--stacyvm-api-key-file",
            paramLabel = "FILE",
            description = "File with the API key of that StacyVM.")
    private @Nullable String keyFile;

    @Option(names = "--stacyvm-api-key", paramLabel = "KEY", hidden = true)
    private @Nullable String key;

    @Option(names = "--stacyvm-bin", paramLabel = "PATH", hidden = true)
    private @Nullable String program;

    /** The plan, where both are named; one without the other would silently try nothing. */
    Optional<SmokePlan> plan(Terminal terminal, Target target) {
        if (program != null) {
            throw new UsageError("--stacyvm-bin is of StacyVM's own script: start that program yourself, then name it"
                    + " with --stacyvm-url and --stacyvm-api-key-file");
        }
        Optional<Secret> secret = new SecretOptions(terminal).either("--stacyvm-api-key", key, keyFile);
        if (url == null && secret.isEmpty()) {
            return Optional.empty();
        }
        if (url == null || secret.isEmpty()) {
            throw new UsageError("--stacyvm-url and --stacyvm-api-key-file need each other; name both or none");
        }
        boolean local = LOOPBACK.contains(URI.create(url.toString()).getHost());
        return Optional.of(SmokePlan.of(url, secret.get(), target, local));
    }
}
