package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.SqliteStore;
import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of an issuer's store: a folder of mode 0700 with a snapshot of the database and the store's key files, private
 * ones included. It is as secret as the store. Files outside the store, such as the admin key, are not in it. Blocking.
 */
public final class StoreBackup {
    private static final int MAX_KEY_BYTES = 64 * 1024;
    private static final int DEPTH = 3;
    private static final String KEYS = ".pem";

    private StoreBackup() {}

    /**
     * Copies the store, also while the service runs on it.
     *
     * @param target must not exist; it appears whole or not at all
     * @throws IOException naming what could not be read or written
     */
    public static void take(Path store, Path target) throws IOException {
        requireAbsent(target);
        Path making = target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".making");
        requireAbsent(making);
        try {
            fill(making, store);
            Files.move(making, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            discard(making);
            throw failure;
        }
        Disk.local().syncFolder(target.toAbsolutePath().resolveSibling(""));
    }

    /**
     * Makes a store of a backup. It is {@linkplain StoreRecovery recovered} before it is served.
     *
     * @param store must not exist
     */
    public static void restore(Path backup, Path store) throws IOException {
        if (!Files.isRegularFile(backup.resolve(SqliteStore.FILE))) {
            throw new IOException(backup + " is no backup: it holds no " + SqliteStore.FILE);
        }
        take(backup, store);
    }

    private static void fill(Path making, Path store) throws IOException {
        PrivateFolder.ensure(making);
        // Before and after: whatever key the snapshot names was there at one of the two.
        copyKeys(store, making);
        Path copy = making.resolve(SqliteStore.FILE);
        SqliteStore.snapshot(store, copy);
        Files.setPosixFilePermissions(copy, FileMode.OWNER_ONLY.permissions());
        copyKeys(store, making);
        Disk.local().sync(copy);
        Disk.local().syncFolder(making);
    }

    private static void discard(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static void requireAbsent(Path path) throws IOException {
        if (Files.exists(path)) {
            throw new IOException(path + " is there already; name a folder that does not exist, or remove it");
        }
    }

    private static void copyKeys(Path from, Path to) throws IOException {
        for (Path key : keys(from)) {
            Path copy = to.resolve(from.relativize(key).toString());
            PrivateFolder.ensure(copy.resolveSibling(""));
            new AtomicFile(Disk.local()).write(copy, BoundedRead.of(key, MAX_KEY_BYTES), FileMode.OWNER_ONLY);
        }
    }

    private static List<Path> keys(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store, DEPTH)) {
            return all.filter(file -> file.getFileName().toString().endsWith(KEYS))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
