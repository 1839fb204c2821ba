package dev.stacyvm.cli;

import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.DoctorRun;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class DoctorCommand implements Callable<Integer> {
    private final Argument.Sure<Boolean> production =
            Argument.flag("--production", "Fail on what makes a production host unsafe.");
    private final Argument<String> file = Argument.option(
            "--file", "FILE", "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).");
    private final Argument<String> tokenFile = Argument.option(
            "--worker-token-file", "FILE", "The worker's token file (default: /run/secrets/stacyvm-worker-token).");
    private final Argument<String> artifacts = Argument.option(
            "--artifacts", "DIR", "The recorder's folder (default: .stacyvm/artifacts, where it exists).");
    private final Argument<BaseUrl> issuer = Argument.option(
            BaseUrl::parse, "--issuer", "URL", "The issuer, where it is not the control plane of the configuration.");
    private final AuthorityOption authority = new AuthorityOption();
    private final StateOption state = new StateOption();
    private final Argument.Sure<Format> format = CertifyConverters.formatOption();

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "doctor",
                "Check that this host is ready for what its configuration asks of it. Ends with 1 when a check failed;"
                        + " warnings do not fail it.",
                this,
                production,
                file,
                tokenFile,
                artifacts,
                issuer,
                authority,
                state,
                format);
    }

    @Override
    public Integer call() {
        Mode mode = production.get() ? Mode.PRODUCTION : Mode.NORMAL;
        DoctorRun.Plan plan = new DoctorRun.Plan(
                ConfigFile.of(terminal.environment(), terminal.folder(), file.given()),
                terminal.environment(),
                terminal.folder(),
                tokenFile.given().map(Path::of),
                state.given(terminal),
                artifacts.given().map(Path::of),
                issuer.given(),
                authority.tls(terminal));
        Report report = DoctorRun.report(OneShot.call(vertx -> DoctorRun.checks(vertx, plan, mode)), mode);
        return Checkup.tell(terminal, "doctor", report, format.get().render(report));
    }
}
