package dev.stacyvm.recorder;

import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.file.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The folder artifacts are written to, held by one recorder. Blocking. */
final class ArtifactFolder implements AutoCloseable {
    private static final String ID_FILE = ".recorder-id";
    private static final String LOCK_FILE = ".recorder.lock";
    private static final String INCOMING = ".incoming";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final int MAX_ID_BYTES = 64;
    private static final int MAX_SETTLED = 20_000;

    private final Path path;
    private final String id;
    private final FolderLock lock;
    private final SyncLanes lanes = new SyncLanes();
    private final Set<Path> settled = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > MAX_SETTLED;
        }
    });
    private long number;

    private ArtifactFolder(Path path, String id, FolderLock lock) {
        this.path = path;
        this.id = id;
        this.lock = lock;
    }

    /**
     * Takes the folder, makes it when it is missing, and removes what a recorder that died has left half-written.
     *
     * @throws IOException when it cannot be written or another recorder has it; the message is for an operator
     */
    static ArtifactFolder open(Path folder, Disk disk) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException("artifacts need a folder and " + path + " is none; name another");
        }
        Files.createDirectories(path.resolve(INCOMING));
        FolderLock lock = FolderLock.take(path, LOCK_FILE);
        try {
            empty(path.resolve(INCOMING), disk);
            return new ArtifactFolder(path, id(path.resolve(ID_FILE), disk), lock);
        } catch (IOException failure) {
            lock.close();
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    /** Where files are written before they are given their name; on the same filesystem as the artifacts. */
    Path incoming() {
        return path.resolve(INCOMING);
    }

    /** A number that no file in {@link #incoming()} has. */
    long nextNumber() {
        return number++;
    }

    /** What forces its files to the disk. */
    SyncLanes lanes() {
        return lanes;
    }

    /** Shelves that are known to be on the disk, they and the folders above; a bounded number. */
    Set<Path> settled() {
        return settled;
    }

    /** Names the folder wherever it is moved. */
    String id() {
        return id;
    }

    @Override
    public void close() throws IOException {
        lanes.close();
        lock.close();
    }

    private static String id(Path file, Disk disk) throws IOException {
        if (Files.exists(file)) {
            String found = new String(BoundedRead.of(file, MAX_ID_BYTES), StandardCharsets.UTF_8).strip();
            if (ID.matcher(found).matches()) {
                return found;
            }
        }
        String made = UUID.randomUUID().toString();
        new AtomicFile(disk).write(file, (made + "\n").getBytes(StandardCharsets.UTF_8), FileMode.WORLD_READABLE);
        return made;
    }

    private static void empty(Path folder, Disk disk) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder)) {
            for (Path leftover : leftovers) {
                disk.delete(leftover);
            }
        }
    }
}
