package dev.stacyvm.cli;

import dev.stacyvm.app.ConfigFile;
import dev.stacyvm.app.DoctorRun;
import dev.stacyvm.app.RehearsalRun;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.rehearse.Rehearsal;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class UpgradeRehearseCommand implements Callable<Integer> {
    private final Argument<String> config = Argument.option(
            "--config", "FILE", "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).");
    private final Argument<String> database =
            Argument.option("--database", "FILE", "The SQLite database (default: the configured one).");
    private final Argument<String> backupOutput = Argument.option(
            "--backup-output",
            "FILE",
            "Where the backup is planned (default: stacyvm-upgrade-TIME.db beside the database).");
    private final Argument.Sure<Boolean> includeDoctor =
            Argument.flag("--include-doctor", "Check this host too, as doctor --production does.");
    private final Argument.Sure<Format> format = CertifyConverters.formatOption();

    private final Terminal terminal;

    UpgradeRehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "rehearse",
                "Prove that the configuration is fit for production and that the database can be backed up and restored."
                        + " Nothing is changed, and the backup is not created. Ends with 1 when a check failed.",
                this,
                config,
                database,
                backupOutput,
                includeDoctor,
                format);
    }

    @Override
    public Integer call() {
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), config.given());
        RehearsalRun.Plan plan =
                new RehearsalRun.Plan(source, terminal.folder(), database.given(), backupOutput.given());
        Rehearsal rehearsal =
                RehearsalRun.of(plan, includeDoctor.get() ? Optional.of(doctor(source)) : Optional.empty());
        String text =
                format.get() == Format.TEXT ? rehearsal.text() : format.get().render(rehearsal.report());
        return Checkup.tell(terminal, "upgrade rehearsal", rehearsal.report(), text);
    }

    private List<CheckResult> doctor(ConfigFile source) {
        DoctorRun.Plan host = DoctorRun.Plan.of(source, terminal.environment(), terminal.folder());
        return OneShot.call(vertx -> DoctorRun.checks(vertx, host, Mode.PRODUCTION));
    }
}
