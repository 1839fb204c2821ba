package dev.stacyvm.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A real disk on which chosen steps fail before they do anything, or after half of it. */
public final class FaultyDisk implements Disk {
    /** The steps of a durable write. */
    public enum Step {
        CREATE,
        SYNC,
        RENAME,
        SYNC_FOLDER,
        DELETE
    }

    /** Stands for a crash: no code after it runs, so no clean-up does. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        private Crash(Step step) {
            super("crashed at " + step);
        }
    }

    private final Disk real = Disk.local();
    private final Set<Step> failing = EnumSet.noneOf(Step.class);
    private final Set<Step> crashing = EnumSet.noneOf(Step.class);
    private String reason = "No space left on device";

    public FaultyDisk failing(Step step, String why) {
        failing.add(step);
        reason = why;
        return this;
    }

    public FaultyDisk crashingAt(Step step) {
        crashing.add(step);
        return this;
    }

    public FaultyDisk healed() {
        failing.clear();
        crashing.clear();
        return this;
    }

    @Override
    public void create(Path file, byte[] content, FileMode mode) throws IOException {
        if (failing.contains(Step.CREATE) || crashing.contains(Step.CREATE)) {
            real.create(file, Arrays.copyOf(content, content.length / 2), mode);
        }
        step(Step.CREATE);
        real.create(file, content, mode);
    }

    @Override
    public void sync(Path file) throws IOException {
        step(Step.SYNC);
        real.sync(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(Step.RENAME);
        real.rename(from, to);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step(Step.SYNC_FOLDER);
        real.syncFolder(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        step(Step.DELETE);
        real.delete(file);
    }

    private void step(Step step) throws IOException {
        if (crashing.contains(step)) {
            throw new Crash(step);
        }
        if (failing.contains(step)) {
            throw new IOException(reason);
        }
    }
}
