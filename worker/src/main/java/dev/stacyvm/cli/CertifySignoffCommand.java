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
import dev.stacyvm.time.GoDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class CertifySignoffCommand implements Callable<Integer> {
    /** A rehearsal copies the database, and a sandbox of each runtime may take its whole time. */
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final Argument.Sure<String> config =
            Argument.option("--config", "FILE", "The configuration.").required();
    private final Argument<String> database =
            Argument.option("--database", "FILE", "The SQLite database (default: the configured one).");
    private final Argument<String> backupOutput =
            Argument.option("--backup-output", "FILE", "Where the backup is planned (default: beside the database).");
    private final Argument.Sure<Target> runtime = Argument.option(
                    CertifyConverters::target,
                    "--runtime",
                    "RUNTIME",
                    "docker, gvisor, kata, firecracker, proot or all.")
            .among(CertifyConverters.TARGETS)
            .required();
    private final Argument.Sure<Converters.WorkerId> workerId = Argument.option(
                    Converters.WorkerId::of, "--worker-id", "ID", "The worker to certify for.")
            .required();
    private final Argument.Sure<String> output = Argument.option(
                    "--output", "DIR", "The folder to write, which must be new or empty.")
            .required();
    private final Argument.Sure<String> record = Argument.option(
                    "--record", "ID", "The deployment record this belongs to.")
            .orElse("");
    private final Argument<String> tokenFile = Argument.option(
            "--worker-token-file", "FILE", "The worker's token file (default: /run/secrets/stacyvm-worker-token).");
    private final Argument<BaseUrl> issuer = Argument.option(
            BaseUrl::parse,
            "--issuer",
            "URL",
            "Have each result and the index attested by this issuer, where the worker is enrolled.");
    private final AuthorityOption authority = new AuthorityOption();
    private final Argument.Sure<Duration> timeout = Argument.option(
                    GoDuration::parse,
                    "--timeout",
                    "DURATION",
                    "How long the sandboxes of one runtime may take (default ${DEFAULT-VALUE}).")
            .orElse("1m");
    private final StateOption state = new StateOption();

    private final Terminal terminal;

    CertifySignoffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "signoff",
                "Run the six items that a host needs before it is called production-ready, and write them, an index and"
                        + " checksums into one new folder.%nEnds with 1 while an item is missing or failed.",
                this,
                config,
                database,
                backupOutput,
                runtime,
                workerId,
                output,
                record,
                tokenFile,
                issuer,
                authority,
                timeout,
                state);
    }

    @Override
    public Integer call() {
        Limits.between("--timeout", timeout.get(), Duration.ofSeconds(5), Duration.ofMinutes(10));
        Path folder = terminal.resolve(output.get());
        SignoffRun.Plan plan = plan(folder);
        SignoffRun.Collected collected = OneShot.call(
                vertx -> SignoffRun.of(
                        vertx, plan, (item, status) -> terminal.err().println("[" + status + "] " + item.title())),
                LIMIT);
        Bundle bundle = collected.bundle();
        write(folder, bundle);
        terminal.out().print(Format.TEXT.render(bundle.index()));
        terminal.out().println("sign-off written: " + output.get() + signature(collected));
        return complete(bundle) && collected.unattested().isEmpty() ? 0 : 1;
    }

    private String signature(SignoffRun.Collected collected) {
        collected
                .unattested()
                .ifPresent(why -> terminal.err()
                        .println("stacyvm: the sign-off is not attested: " + why + "; mend that, and sign off again"));
        String why = issuer.given().isEmpty() ? "no issuer is at hand" : "the issuer did not attest it";
        return collected.bundle().signed() ? "" : " (UNSIGNED: " + why + ")";
    }

    private boolean complete(Bundle bundle) {
        if (!bundle.lacking().isEmpty()) {
            terminal.err()
                    .println("stacyvm: the sign-off is INCOMPLETE: " + String.join(", ", bundle.lacking())
                            + "; do what " + output.get() + "/index.md says, and sign off again");
        }
        return bundle.lacking().isEmpty();
    }

    private Optional<AttestAccess> issuer() {
        Path token = terminal.resolve(tokenFile.given().orElse(CredentialOptions.DEFAULT_TOKEN_FILE));
        return issuer.given()
                .map(url -> new AttestAccess(
                        url,
                        authority.tls(terminal),
                        token,
                        Optional.of(workerId.get().value())));
    }

    private SignoffRun.Plan plan(Path folder) {
        refuseUnlessNew(folder);
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), Optional.of(config.get()));
        return new SignoffRun.Plan(
                new DoctorRun.Plan(
                        source,
                        terminal.environment(),
                        terminal.folder(),
                        tokenFile.given().map(Path::of),
                        state.given(terminal),
                        Optional.empty(),
                        issuer.given(),
                        authority.tls(terminal)),
                new RehearsalRun.Plan(source, terminal.folder(), database.given(), backupOutput.given()),
                runtime.get(),
                identity(),
                state.orWarn(terminal),
                record.get(),
                timeout.get(),
                issuer());
    }

    private IdentitySettings identity() {
        try {
            return IdentitySettings.of(workerId.get().value(), terminal.environment());
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
