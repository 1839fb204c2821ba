package dev.stacyvm.recorder;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/** The real disk, which fails at one step, once or for good, as a full or broken one does. */
final class FaultyDisk implements Disk {
    private final int failAt;
    private final boolean forGood;
    private final Fault fault;
    private int steps;

    /** How the kernel refuses, as the JVM tells it. */
    enum Fault {
        NO_SPACE,
        INPUT_OUTPUT,
        NO_ACCESS;

        IOException of(String step) {
            return switch (this) {
                case NO_SPACE -> new FileSystemException(step, null, "No space left on device");
                case INPUT_OUTPUT -> new FileSystemException(step, null, "Input/output error");
                case NO_ACCESS -> new AccessDeniedException(step);
            };
        }
    }

    /** @param failAt the number of the step that fails, from 0 */
    FaultyDisk(int failAt, boolean forGood) {
        this(failAt, forGood, Fault.INPUT_OUTPUT);
    }

    FaultyDisk(int failAt, boolean forGood, Fault fault) {
        this.failAt = failAt;
        this.forGood = forGood;
        this.fault = fault;
    }

    /** How many steps were asked for. */
    synchronized int steps() {
        return steps;
    }

    private synchronized void step(String what) throws IOException {
        int step = steps++;
        if (step == failAt || (forGood && step > failAt)) {
            throw fault.of("injected at step " + step + ": " + what);
        }
    }

    @Override
    public void create(Path file, byte[] content, FileMode mode) throws IOException {
        try {
            step("create");
        } catch (IOException torn) {
            Disk.local().create(file, Arrays.copyOf(content, content.length / 2), mode);
            throw torn;
        }
        Disk.local().create(file, content, mode);
    }

    @Override
    public void sync(Path file) throws IOException {
        step("sync");
        Disk.local().sync(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step("rename");
        Disk.local().rename(from, to);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step("syncFolder");
        Disk.local().syncFolder(folder);
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete");
        Disk.local().delete(file);
    }
}
