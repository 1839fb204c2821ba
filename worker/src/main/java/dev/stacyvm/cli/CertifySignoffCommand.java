package dev.stacyvm.cli;

import dev.stacyvm.app.AttestAccess;
import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.DoctorRun;
import dev.stacyvm.app.OperatorError;
import dev.stacyvm.app.RehearsalRun;
import dev.stacyvm.app.SignoffRun;
import dev.stacyvm.check.IdentitySettings;
import dev.stacyvm.check.Target;
import dev.stacyvm.file.IoClause;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.report.Format;
import dev.stacyvm.signoff.Bundle;
import dev.stacyvm.signoff.BundleFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "signoff",
        description = {
            "Run the six items that a host needs before it is called production-ready, and write them, an index and"
                    + " checksums into one new folder.",
            "Ends with 1 while an item is missing or failed."
        })
final class CertifySignoffCommand implements Callable<Integer> {
    /** A rehearsal copies the database, and a sandbox of each runtime may take its whole time. */
    private static final Duration LIMIT = Duration.ofMinutes(60);

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The configuration.")
    private String config;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The SQLite database (default: the configured one).")
    private @Nullable String database;

    @Option(
            names = "--backup-output",
            paramLabel = "FILE",
            description = "Where the backup is planned (default: beside the database).")
    private @Nullable String backupOutput;

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            required = true,
            description = "docker, gvisor, kata, firecracker, proot or all.")
    private Target runtime;

    @Option(names = "--worker-id", paramLabel = "ID", required = true, description = "The worker to certify for.")
    private Converters.WorkerId workerId;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "The folder to write, which must be new or empty.")
    private String output;

    @Option(
            names = "--record",
            paramLabel = "ID",
            defaultValue = "",
            description = "The deployment record this belongs to.")
    private String record;

    @Option(
            names = "--worker-token-file",
            paramLabel = "FILE",
            description = "The worker's token file (default: /run/secrets/stacyvm-worker-token).")
    private @Nullable String tokenFile;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "Have each result and the index attested by this issuer, where the worker is enrolled.")
    private @Nullable BaseUrl issuer;

    @Mixin
    private AuthorityOption authority;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            description = "How long the sandboxes of one runtime may take (default ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Mixin
    private StateOption state;

    private final Terminal terminal;

    CertifySignoffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Limits.between("--timeout", timeout, Duration.ofSeconds(5), Duration.ofMinutes(10));
        Path folder = terminal.resolve(output);
        SignoffRun.Plan plan = plan(folder);
        SignoffRun.Collected collected = OneShot.call(
                vertx -> SignoffRun.of(
                        vertx, plan, (item, status) -> terminal.err().println("[" + status + "] " + item.title())),
                LIMIT);
        Bundle bundle = collected.bundle();
        write(folder, bundle);
        terminal.out().print(Format.TEXT.render(bundle.index()));
        terminal.out().println("sign-off written: " + output + signature(collected));
        return complete(bundle) && collected.unattested().isEmpty() ? 0 : 1;
    }

    private String signature(SignoffRun.Collected collected) {
        collected
                .unattested()
                .ifPresent(why -> terminal.err()
                        .println("stacyvm: the sign-off is not attested: " + why + "; mend that, and sign off again"));
        String why = issuer == null ? "no issuer is at hand" : "the issuer did not attest it";
        return collected.bundle().signed() ? "" : " (UNSIGNED: " + why + ")";
    }

    private boolean complete(Bundle bundle) {
        if (!bundle.lacking().isEmpty()) {
            terminal.err()
                    .println("stacyvm: the sign-off is INCOMPLETE: " + String.join(", ", bundle.lacking())
                            + "; do what " + output + "/index.md says, and sign off again");
        }
        return bundle.lacking().isEmpty();
    }

    private Optional<AttestAccess> issuer() {
        Path token = terminal.resolve(tokenFile == null ? CredentialOptions.DEFAULT_TOKEN_FILE : tokenFile);
        return Optional.ofNullable(issuer)
                .map(url -> new AttestAccess(url, authority.tls(terminal), token, Optional.of(workerId.value())));
    }

    private SignoffRun.Plan plan(Path folder) {
        refuseUnlessNew(folder);
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), config);
        return new SignoffRun.Plan(
                new DoctorRun.Plan(
                        source,
                        terminal.environment(),
                        terminal.folder(),
                        Optional.ofNullable(tokenFile).map(Path::of),
                        state.given(terminal),
                        Optional.empty(),
                        Optional.ofNullable(issuer),
                        authority.tls(terminal)),
                new RehearsalRun.Plan(
                        source, terminal.folder(), Optional.ofNullable(database), Optional.ofNullable(backupOutput)),
                runtime,
                identity(),
                state.orWarn(terminal),
                record,
                timeout,
                issuer());
    }

    private IdentitySettings identity() {
        try {
            return IdentitySettings.of(workerId.value(), terminal.environment());
        } catch (IllegalArgumentException invalid) {
            throw new UsageError(String.valueOf(invalid.getMessage()));
        }
    }

    private static void refuseUnlessNew(Path folder) {
        try {
            BundleFolder.check(folder);
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }

    private static void write(Path folder, Bundle bundle) {
        try {
            BundleFolder.write(folder, bundle);
        } catch (IOException failure) {
            throw new OperatorError("the sign-off was not written to " + folder + ": " + failure.getMessage(), failure);
        }
    }
}
