package dev.stacyvm.app;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.DatabaseSettings;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.config.Problem;
import dev.stacyvm.file.Secret;
import dev.stacyvm.lint.ConfigLint;
import dev.stacyvm.lint.FileFacts;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.rehearse.PostgresRehearsal;
import dev.stacyvm.rehearse.Rehearsal;
import dev.stacyvm.rehearse.Space;
import dev.stacyvm.rehearse.SqliteRehearsal;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code upgrade rehearse}: a configuration and its database, judged as if production were upgraded now. Blocking. */
public final class RehearsalRun {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private RehearsalRun() {}

    /**
     * What to rehearse.
     *
     * @param folder what relative paths start from
     * @param database instead of the configured one
     * @param backupOutput where the backup is planned; by default beside the database
     */
    public record Plan(ConfigFile config, Path folder, Optional<String> database, Optional<String> backupOutput) {}

    /**
     * Runs it; {@code doctor} is asked only for what {@code --include-doctor} adds.
     *
     * @throws OperatorError when the configuration does not load
     */
    public static Rehearsal of(Plan plan, Optional<List<CheckResult>> doctor) {
        if (!(plan.config().result() instanceof LoadResult.Loaded loaded)) {
            throw new OperatorError(((LoadResult.Invalid) plan.config().result())
                    .problems().stream().map(Problem::text).collect(Collectors.joining("; ")));
        }
        Configuration configuration = loaded.configuration();
        DatabaseSettings settings = configuration.database();
        Optional<Secret> dsn = plan.database().isPresent() ? Optional.empty() : settings.dsn();
        boolean postgres = settings.driver() == DatabaseSettings.Driver.POSTGRES && dsn.isPresent();
        Instant now = Time.system().now();
        Path folder = plan.folder().toAbsolutePath().normalize();
        Path database = folder.resolve(plan.database().orElse(settings.path())).normalize();
        Path beside = postgres ? folder : database.resolveSibling("");
        Path backup = plan.backupOutput()
                .map(folder::resolve)
                .orElse(beside.resolve("stacyvm-upgrade-" + STAMP.format(now) + ".db"))
                .normalize();
        List<CheckResult> lint = new ConfigLint(Mode.PRODUCTION, FileFacts.local(), now).check(loaded);
        return new Rehearsal(
                now.truncatedTo(ChronoUnit.SECONDS).toString(),
                HostIdentity.ofThisMachine().facts(),
                plan.config().file().map(Path::toString),
                postgres ? PostgresRehearsal.shown(dsn.get()) : database.toString(),
                backup.toString(),
                lint,
                postgres
                        ? new PostgresRehearsal(dsn.get(), backup, Space.local()).run()
                        : new SqliteRehearsal(database, backup, Space.local()).run(),
                doctor);
    }
}
