package dev.stacyvm.cli;

import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.DoctorRun;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Check that this host is ready for what its configuration asks of it. Ends with 1 when a check failed;"
                        + " warnings do not fail it.")
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--production", description = "Fail on what makes a production host unsafe.")
    private boolean production;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).")
    private @Nullable String file;

    @Option(
            names = "--worker-token-file",
            paramLabel = "FILE",
            description = "The worker's token file (default: /run/secrets/stacyvm-worker-token).")
    private @Nullable String tokenFile;

    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            description = "The recorder's folder (default: .stacyvm/artifacts, where it exists).")
    private @Nullable String artifacts;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The issuer, where it is not the control plane of the configuration.")
    private @Nullable BaseUrl issuer;

    @Mixin
    private AuthorityOption authority;

    @Mixin
    private StateOption state;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, junit or markdown (default ${DEFAULT-VALUE}).")
    private Format format;

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Mode mode = production ? Mode.PRODUCTION : Mode.NORMAL;
        DoctorRun.Plan plan = new DoctorRun.Plan(
                ConfigFile.of(terminal.environment(), terminal.folder(), file),
                terminal.environment(),
                terminal.folder(),
                Optional.ofNullable(tokenFile).map(Path::of),
                state.given(terminal),
                Optional.ofNullable(artifacts).map(Path::of),
                Optional.ofNullable(issuer),
                authority.tls(terminal));
        Report report = DoctorRun.report(OneShot.call(vertx -> DoctorRun.checks(vertx, plan, mode)), mode);
        return Checkup.tell(terminal, "doctor", report, format.render(report));
    }
}
