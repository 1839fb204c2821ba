package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the disk gives whoever writes the two files of an event durably and does nothing else. */
final class RawFiles {
    private static final int[] BYTES = {2_048, 1_024};
    private static final Duration LENGTH = Duration.ofSeconds(3);

    private final Path root;
    private final Disk disk = Disk.local();

    RawFiles(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    /** Events/s when each of their files is forced before the next is begun. */
    double oneByOne() throws IOException {
        return rate("single", 1, 1);
    }

    /** Events/s when they are forced {@code batch} at a time, as a recorder does. */
    double inBatches(int batch) throws IOException {
        return rate("batch", batch, Integer.MAX_VALUE);
    }

    private double rate(String name, int batch, int atOnce) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Path incoming = Files.createDirectories(root.resolve(name + "-incoming"));
        long start = Time.system().nanos();
        int events = 0;
        try (SyncLanes lanes = new SyncLanes()) {
            while (Time.system().since(start).compareTo(LENGTH) < 0) {
                List<Path> files = create(incoming, batch);
                for (int from = 0; from < files.size(); from += Math.min(atOnce, files.size())) {
                    lanes.all(files.subList(from, Math.min(files.size() - from, atOnce) + from), disk::sync);
                }
                for (Path file : files) {
                    disk.rename(file, folder.resolve(events + "-" + file.getFileName()));
                }
                disk.syncFolder(folder);
                events += batch;
            }
        }
        return events / (Time.system().since(start).toNanos() / 1e9);
    }

    private List<Path> create(Path incoming, int batch) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int event = 0; event < batch; event++) {
            for (int bytes : BYTES) {
                Path file = incoming.resolve(event + "-" + bytes);
                disk.create(file, new byte[bytes], FileMode.WORLD_READABLE);
                files.add(file);
            }
        }
        return files;
    }
}
