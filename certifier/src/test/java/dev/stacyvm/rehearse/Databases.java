package dev.stacyvm.rehearse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** SQLite databases as an operator may have them, and what a folder holds byte for byte. */
final class Databases {
    private Databases() {}

    /** A sound database with a schema version, a few thousand rows, and WAL unless said otherwise. */
    static Path sound(Path file, String journal) throws SQLException {
        try (Connection connection = open(file)) {
            Sql.execute(connection, "PRAGMA journal_mode=" + journal);
            Sql.execute(connection, "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY)");
            Sql.execute(connection, "INSERT INTO schema_migrations VALUES (1), (2), (11)");
            Sql.execute(connection, "CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT)");
            Sql.execute(
                    connection,
                    "CREATE TABLE sandbox (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owner (id), note TEXT)");
            Sql.execute(connection, "CREATE INDEX sandbox_note ON sandbox (note)");
            Sql.execute(connection, "INSERT INTO owner VALUES (1, 'a')");
            Sql.execute(
                    connection,
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                            + " INSERT INTO sandbox SELECT i, 1, hex(randomblob(40)) FROM n");
        }
        return file;
    }

    static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Overwrites pages in the middle, leaving the header as it is. */
    static void spoil(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[4096];
            Arrays.fill(noise, (byte) 0x5A);
            for (long at = 40_960; at + noise.length < bytes.length(); at += 40_960) {
                bytes.seek(at);
                bytes.write(noise);
            }
        }
    }

    /** Every entry of the folder with its size, content and time of change. */
    static Map<String, String> contentOf(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = Files.isRegularFile(file) ? Arrays.hashCode(Files.readAllBytes(file)) + "" : "folder";
                content.put(
                        file.getFileName().toString(),
                        bytes + "@" + Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return content;
    }
}
