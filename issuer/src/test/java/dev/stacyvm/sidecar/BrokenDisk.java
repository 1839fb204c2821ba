package dev.stacyvm.sidecar;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A real disk that fails at one step, before or after having done it, while it is told to. */
final class BrokenDisk implements Disk {
    /** The steps of a durable write. */
    enum Step {
        CREATE,
        SYNC,
        RENAME,
        SYNC_FOLDER
    }

    private volatile Optional<Step> broken = Optional.empty();
    private volatile boolean afterwards;
    private volatile boolean failed;

    void breakAt(Step step, boolean afterDoingIt) {
        afterwards = afterDoingIt;
        broken = Optional.of(step);
    }

    boolean hasFailed() {
        return failed;
    }

    void mend() {
        broken = Optional.empty();
    }

    @Override
    public void create(Path file, byte[] content, FileMode mode) throws IOException {
        step(Step.CREATE, () -> Disk.local().create(file, content, mode));
    }

    @Override
    public void sync(Path file) throws IOException {
        step(Step.SYNC, () -> Disk.local().sync(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(Step.RENAME, () -> Disk.local().rename(from, to));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step(Step.SYNC_FOLDER, () -> Disk.local().syncFolder(folder));
    }

    @Override
    public void delete(Path file) throws IOException {
        Disk.local().delete(file);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void step(Step step, Work work) throws IOException {
        boolean failing = broken.filter(step::equals).isPresent();
        if (!failing || afterwards) {
            work.run();
        }
        if (failing) {
            failed = true;
            throw new IOException("injected at " + step);
        }
    }
}
