package dev.stacyvm.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresRehearsalIT {
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

    @TempDir
    static Path server;

    private static EmbeddedPostgres postgres;

    @TempDir
    Path backups;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(server.toFile())
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            Sql.execute(connection, "CREATE DATABASE whole");
            Sql.execute(connection, "CREATE DATABASE partial");
        }
        create("whole", TABLES);
        create("partial", TABLES.subList(0, 15));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void aWholeDatabaseIsReadAndItsDumpIsLeftToPgDump() throws Exception {
        List<CheckResult> rows = rehearse("whole", "postgres");

        assertThat(shown(rows))
                .containsExactly(
                        "PASS database.source",
                        "PASS database.integrity",
                        "PASS database.schema",
                        "PASS backup.directory",
                        "PASS backup.output",
                        "PASS backup.space",
                        "WARN backup.trial");
        assertThat(Databases.contentOf(backups)).isEmpty();
    }

    @Test
    void aMissingTableIsNamed() {
        List<CheckResult> rows = rehearse("partial", "postgres");

        assertThat(rows.get(1).status()).isEqualTo(Status.FAIL);
        assertThat(rows.get(1).message()).isEqualTo("tables are missing: policies");
    }

    @Test
    void anEmptyDatabaseSaysThatItHasNoSchema() {
        assertThat(shown(rehearse("postgres", "postgres"))).contains("FAIL database.integrity", "WARN database.schema");
    }

    @Test
    void aDatabaseThatIsNotThereFailsWithoutShowingThePassword() {
        List<CheckResult> rows = rehearse("nowhere", "hunter2");

        assertThat(rows.get(0).status()).isEqualTo(Status.FAIL);
        assertThat(rows.get(0).message()).contains("/nowhere does not answer");
        assertThat(rows.toString()).doesNotContain("hunter2");
    }

    @Test
    void theOtherFormOfAnAddressIsTakenToo() {
        String dsn = "host=127.0.0.1 port=" + postgres.getPort()
                + " user=postgres password='a b' dbname=whole sslmode=disable";

        assertThat(shown(new PostgresRehearsal(Secret.of(dsn), backups.resolve("b"), Space.local()).run()))
                .contains("PASS database.source", "PASS database.integrity");
    }

    private List<CheckResult> rehearse(String database, String password) {
        String dsn = "postgres://postgres:" + password + "@127.0.0.1:" + postgres.getPort() + "/" + database
                + "?sslmode=disable";
        return new PostgresRehearsal(Secret.of(dsn), backups.resolve("b"), Space.local()).run();
    }

    private static void create(String database, List<String> tables) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            for (String table : tables) {
                Sql.execute(connection, "CREATE TABLE " + table + " (id TEXT)");
            }
            Sql.execute(connection, "CREATE TABLE schema_migrations (version INTEGER)");
            Sql.execute(connection, "INSERT INTO schema_migrations VALUES (11)");
        }
    }

    private static List<String> shown(List<CheckResult> rows) {
        return rows.stream().map(row -> row.status() + " " + row.name()).toList();
    }
}
