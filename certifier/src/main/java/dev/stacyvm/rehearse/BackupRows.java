package dev.stacyvm.rehearse;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whether the planned backup can be written where it is planned. */
final class BackupRows {
    private final Path output;
    private final Path folder;
    private final Space space;
    private final Rows rows;

    BackupRows(Path output, Space space, Rows rows) {
        this.output = output;
        this.folder = output.resolveSibling("");
        this.space = space;
        this.rows = rows;
    }

    Path folder() {
        return folder;
    }

    /** Adds the rows, and answers whether a trial can be made there. */
    boolean add(long neededBytes) {
        boolean usable = directory();
        output();
        return usable && room(neededBytes);
    }

    /** The rows for where the database cannot be read, so that its size is unknown. */
    void addWithoutSize() {
        directory();
        output();
    }

    private boolean directory() {
        String problem = "";
        if (!Files.exists(folder)) {
            problem = folder + " does not exist";
        } else if (!Files.isDirectory(folder)) {
            problem = folder + " is not a folder";
        } else if (!Files.isWritable(folder)) {
            problem = folder + " cannot be written by this user";
        }
        if (problem.isEmpty()) {
            rows.pass("backup.directory", folder.toString());
        } else {
            rows.fail("backup.directory", new Fault(problem, "create it, and make it writable for this user"));
        }
        return problem.isEmpty();
    }

    private void output() {
        if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            rows.fail("backup.output", new Fault(output + " exists already", "choose a fresh path"));
        } else {
            rows.pass("backup.output", output.toString());
        }
    }

    /** Room for a backup and for a trial restore beside it. */
    private boolean room(long neededBytes) {
        try {
            long free = space.freeIn(folder);
            String have = free + " bytes are free in " + folder;
            if (free >= neededBytes) {
                rows.pass("backup.space", have);
                return true;
            }
            rows.fail(
                    "backup.space",
                    new Fault(
                            have + ", and a backup with its trial restore needs " + neededBytes,
                            "free space there, or plan the backup on another disk"));
            return false;
        } catch (IOException failure) {
            rows.fail(
                    "backup.space",
                    new Fault("not proven: the free space of " + folder + " cannot be read", "check that disk"));
            return false;
        }
    }
}
