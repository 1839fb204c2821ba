package dev.stacyvm.rehearse;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which versions of StacyVM's schema a database says it has. */
final class SchemaRow {
    private static final String NAME = "database.schema";
    private static final int NEWEST_KNOWN = 11;
    private static final List<String> KNOWN =
            IntStream.rangeClosed(1, NEWEST_KNOWN).mapToObj(String::valueOf).toList();

    private SchemaRow() {}

    static void add(Connection connection, Rows rows) {
        try {
            judge(Sql.column(connection, "SELECT version FROM schema_migrations ORDER BY version"), rows);
        } catch (SQLException noSuchTable) {
            rows.warn(
                    NAME,
                    new Fault(
                            "the database does not say which schema it has: there is no table schema_migrations to read",
                            "make sure that it is StacyVM's database and not an empty one"));
        }
    }

    private static void judge(List<String> versions, Rows rows) {
        List<String> unknown =
                versions.stream().filter(version -> !KNOWN.contains(version)).toList();
        if (versions.isEmpty()) {
            rows.warn(
                    NAME, new Fault("no schema version is recorded", "start the current version once, then rehearse"));
        } else if (!unknown.isEmpty()) {
            String listed = unknown.stream().limit(5).collect(Collectors.joining(", "));
            rows.warn(
                    NAME,
                    new Fault(
                            "schema versions are unknown here: " + listed + "; known are 1 to " + NEWEST_KNOWN,
                            "rehearse with the release that is to be installed"));
        } else {
            rows.pass(NAME, "version " + versions.get(versions.size() - 1) + ", " + versions.size() + " applied");
        }
    }
}
