package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of one batch. All are written and forced to the disk under temporary names, then given their names in the
 * order they were added, then the folders are forced: no name ever stands for half a file.
 */
final class WritePlan {
    private final Disk disk;
    private final ArtifactFolder folder;
    private final Map<Path, String> files = new LinkedHashMap<>();

    WritePlan(Disk disk, ArtifactFolder folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** Adds a file; the last content given for a name is the one that is written, at that place of the order. */
    void put(Path target, String content) {
        files.remove(target);
        files.put(target, content);
    }

    /**
     * Does it.
     *
     * @throws IOException when any step failed; some files may have their names by then, and all of it may be done again
     */
    void write() throws IOException {
        List<Path> temporaries = new ArrayList<>();
        try {
            Set<Path> folders = makeFolders();
            create(temporaries);
            folder.lanes().all(temporaries, disk::sync);
            rename(temporaries);
            folder.lanes().all(folders, disk::syncFolder);
            folder.settled().addAll(shelves());
        } catch (IOException failure) {
            discard(temporaries, failure);
            throw failure;
        }
    }

    private Set<Path> shelves() {
        Set<Path> shelves = new LinkedHashSet<>();
        for (Path target : files.keySet()) {
            shelves.add(target.resolveSibling(""));
        }
        return shelves;
    }

    /**
     * The folders whose entries change. Those above a shelf are among them until it is settled: whoever made it may have
     * died before they were forced.
     */
    private Set<Path> makeFolders() throws IOException {
        Set<Path> touched = shelves();
        for (Path shelf : shelves()) {
            boolean settled = folder.settled().contains(shelf) && Files.isDirectory(shelf);
            Files.createDirectories(shelf);
            if (!settled) {
                touched.add(shelf.resolveSibling(""));
                touched.add(folder.path());
            }
        }
        return touched;
    }

    private void create(List<Path> temporaries) throws IOException {
        for (String content : files.values()) {
            Path temporary = folder.incoming().resolve(folder.nextNumber() + ".tmp");
            temporaries.add(temporary);
            disk.create(temporary, content.getBytes(StandardCharsets.UTF_8), FileMode.WORLD_READABLE);
        }
    }

    private void rename(List<Path> temporaries) throws IOException {
        int next = 0;
        for (Path target : files.keySet()) {
            disk.rename(temporaries.get(next++), target);
        }
    }

    private void discard(List<Path> temporaries, IOException failure) {
        for (Path temporary : temporaries) {
            try {
                disk.delete(temporary);
            } catch (IOException secondary) {
                failure.addSuppressed(secondary);
            }
        }
    }
}
