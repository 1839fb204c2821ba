package dev.stacyvm.cli;

import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.LintRun;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class ConfigLintCommand implements Callable<Integer> {
    private final Argument.Sure<Boolean> production =
            Argument.flag("--production", "Fail on what makes a production fleet unsafe.");
    private final Argument<String> file = Argument.option(
            "--file", "FILE", "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).");
    private final Argument.Sure<Format> format = CertifyConverters.formatOption();
    private final Terminal terminal;

    ConfigLintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        String description =
                "Say what of the configuration should change before it runs. Ends with 1 when a check failed.";
        return CommandLines.command("lint", description, this, production, file, format);
    }

    @Override
    public Integer call() {
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), file.given());
        Format form = format.get();
        Report report = LintRun.of(source, production.get() ? Mode.PRODUCTION : Mode.NORMAL, form.namesHost());
        return Checkup.tell(terminal, "config lint", report, form.render(report));
    }
}
