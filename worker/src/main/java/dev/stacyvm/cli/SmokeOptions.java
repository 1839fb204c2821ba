package dev.stacyvm.cli;

import dev.stacyvm.check.SmokePlan;
import dev.stacyvm.check.Target;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** A running StacyVM to try besides. */
final class SmokeOptions implements CommandPart {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Argument<BaseUrl> url = Argument.option(
            BaseUrl::parse,
            "--stacyvm-url",
            "URL",
            "Also make, use and destroy a sandbox through the StacyVM there; needs its API key.");
    private final Argument<String> keyFile =
            Argument.option("--stacyvm-api-key-file", "FILE", "File with the API key of that StacyVM.");
    private final Argument<String> key =
            Argument.option("--stacyvm-api-key", "KEY", "").hidden();
    private final Argument<String> program =
            Argument.option("--stacyvm-bin", "PATH", "").hidden();

    @Override
    public void addTo(CommandSpec command) {
        url.addTo(command);
        keyFile.addTo(command);
        key.addTo(command);
        program.addTo(command);
    }

    /** The plan, where both are named; one without the other would silently try nothing. */
    Optional<SmokePlan> plan(Terminal terminal, Target target) {
        if (program.given().isPresent()) {
            throw new UsageError("--stacyvm-bin is of StacyVM's own script: start that program yourself, then name it"
                    + " with --stacyvm-url and --stacyvm-api-key-file");
        }
        Optional<Secret> secret = new SecretOptions(terminal).either("--stacyvm-api-key", key.given(), keyFile.given());
        if (url.given().isPresent() != secret.isPresent()) {
            throw new UsageError("--stacyvm-url and --stacyvm-api-key-file need each other; name both or none");
        }
        return secret.flatMap(key -> url.given().map(there -> plan(there, key, target)));
    }

    private static SmokePlan plan(BaseUrl url, Secret key, Target target) {
        boolean local = LOOPBACK.contains(URI.create(url.toString()).getHost());
        return SmokePlan.of(url, key, target, local);
    }
}
