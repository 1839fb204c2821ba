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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rehearse",
        description =
                "Prove that the configuration is fit for production and that the database can be backed up and restored."
                        + " Nothing is changed, and the backup is not created. Ends with 1 when a check failed.")
final class UpgradeRehearseCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: ./stacyvm.yaml, then ~/.stacyvm/config.yaml).")
    private @Nullable String config;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "The SQLite database (default: the configured one).")
    private @Nullable String database;

    @Option(
            names = "--backup-output",
            paramLabel = "FILE",
            description = "Where the backup is planned (default: stacyvm-upgrade-TIME.db beside the database).")
    private @Nullable String backupOutput;

    @Option(names = "--include-doctor", description = "Check this host too, as doctor --production does.")
    private boolean includeDoctor;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, json, junit or markdown (default ${DEFAULT-VALUE}).")
    private Format format;

    private final Terminal terminal;

    UpgradeRehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ConfigFile source = ConfigFile.of(terminal.environment(), terminal.folder(), config);
        RehearsalRun.Plan plan = new RehearsalRun.Plan(
                source, terminal.folder(), Optional.ofNullable(database), Optional.ofNullable(backupOutput));
        Rehearsal rehearsal = RehearsalRun.of(plan, includeDoctor ? Optional.of(doctor(source)) : Optional.empty());
        String text = format == Format.TEXT ? rehearsal.text() : format.render(rehearsal.report());
        return Checkup.tell(terminal, "upgrade rehearsal", rehearsal.report(), text);
    }

    private List<CheckResult> doctor(ConfigFile source) {
        DoctorRun.Plan host = DoctorRun.Plan.of(source, terminal.environment(), terminal.folder());
        return OneShot.call(vertx -> DoctorRun.checks(vertx, host, Mode.PRODUCTION));
    }
}
