package dev.stacyvm.rehearse;

import dev.stacyvm.file.Secret;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Rehearses the upgrade of a Postgres database as far as a reader can: that it answers, which schema it has, that its
 * tables are there and readable, and that a dump has room. Every transaction is read-only. A dump itself is
 * {@code pg_dump}'s and is not taken.
 */
public final class PostgresRehearsal {
    private static final List<String> TABLES = List.of(
            "sandboxes",
            "exec_logs",
            "provider_configs",
            "templates",
            "environment_specs",
            "environment_builds",
            "environment_artifacts",
            "registry_connections",
            "owner_quotas",
            "admin_audit_logs",
            "operation_audit_logs",
            "workers",
            "leases",
            "tenants",
            "tenant_members",
            "policies");

    private final Secret dsn;
    private final Path backupOutput;
    private final Space space;
    private final Rows rows = Rows.of(Mode.PRODUCTION);

    /** @param dsn may hold a password: no row shows it */
    public PostgresRehearsal(Secret dsn, Path backupOutput, Space space) {
        this.dsn = dsn;
        this.backupOutput = backupOutput;
        this.space = space;
    }

    /** Where the server is, as {@code postgresql://host:port/name}, without credentials. */
    public static String shown(Secret dsn) {
        try {
            return "postgresql://" + PostgresAddress.parse(dsn).shown();
        } catch (IllegalArgumentException malformed) {
            return "postgresql://";
        }
    }

    /** The rows, in print order. Blocking; connecting and each question end within 5 s. */
    public List<CheckResult> run() {
        BackupRows backup = new BackupRows(backupOutput, space, rows);
        try {
            ask(PostgresAddress.parse(dsn), backup);
        } catch (IllegalArgumentException malformed) {
            rows.fail("database.source", new Fault(String.valueOf(malformed.getMessage()), "correct database.dsn"));
            backup.addWithoutSize();
        }
        return rows.results();
    }

    private void ask(PostgresAddress address, BackupRows backup) {
        try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
            connection.setReadOnly(true);
            rows.pass("database.source", "Postgres at " + address.shown());
            tables(connection, address);
            SchemaRow.add(connection, rows);
            backup.add(Sql.number(connection, "SELECT pg_database_size(current_database())"));
            notRehearsed();
        } catch (SQLException failure) {
            rows.fail(
                    "database.source",
                    new Fault(
                            "Postgres at " + address.shown() + " does not answer: "
                                    + address.redacted(String.valueOf(failure.getMessage())),
                            "start it, and correct database.dsn"));
            backup.addWithoutSize();
        }
    }

    private void tables(Connection connection, PostgresAddress address) {
        try {
            List<String> there =
                    Sql.column(connection, "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'");
            List<String> missing =
                    TABLES.stream().filter(table -> !there.contains(table)).toList();
            for (String table : TABLES) {
                if (there.contains(table)) {
                    Sql.column(connection, "SELECT 1 FROM " + Sql.quoted(table) + " LIMIT 1");
                }
            }
            if (missing.isEmpty()) {
                rows.pass("database.integrity", "all " + TABLES.size() + " tables are there and can be read");
            } else {
                rows.fail(
                        "database.integrity",
                        new Fault(
                                "tables are missing: " + String.join(", ", missing),
                                "name StacyVM's database, or start the current version on it once"));
            }
        } catch (SQLException failure) {
            rows.fail(
                    "database.integrity",
                    new Fault(
                            "it cannot be read: " + address.redacted(String.valueOf(failure.getMessage())),
                            "investigate before upgrading"));
        }
    }

    private void notRehearsed() {
        rows.warn(
                "backup.trial",
                new Fault(
                        "not proven: a dump of Postgres is taken by pg_dump, not here",
                        "take one with pg_dump, and restore it to a scratch database with pg_restore"));
    }
}
