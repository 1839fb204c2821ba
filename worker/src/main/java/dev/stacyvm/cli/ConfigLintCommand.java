package dev.stacyvm.cli;

import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.LintRun;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "lint",
        description = "Say what of the configuration should change before it runs. Ends with 1 when a check failed.")
final class ConfigLintCommand implements Callable<Integer> {
    @Option(names = "--production", description = "Fail on what makes a production fleet unsafe.")
    private boolean production;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).")
    private @Nullable String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, junit or markdown (default ${DEFAULT-VALUE}).")
    private Format format;

    private final Terminal terminal;

    ConfigLintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), file);
        Report report = LintRun.of(source, production ? Mode.PRODUCTION : Mode.NORMAL);
        return Checkup.tell(terminal, "config lint", report, format.render(report));
    }
}
