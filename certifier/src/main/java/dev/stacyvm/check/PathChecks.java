package dev.stacyvm.check;

import dev.stacyvm.probe.KernelImage;
import dev.stacyvm.probe.PathReading;
import dev.stacyvm.probe.PathReading.Kind;
import dev.stacyvm.wire.Printable;
import java.util.Optional;
import java.util.Set;

/** Judges files and folders that an operator names. */
final class PathChecks {
    private static final int MAX_PATH = 300;

    private PathChecks() {}

    /** A kernel image that a microVM can boot. */
    static Verdict kernel(Optional<PathReading> reading, String variable) {
        return reading.map(read -> kernel(read, variable)).orElseGet(() -> unset("kernel image", variable));
    }

    static Verdict folder(Optional<PathReading> reading, String what, String variable) {
        return reading.map(read -> is(read, Set.of(Kind.FOLDER))
                        ? Verdict.pass("the " + what + " " + shown(read) + " is a folder")
                        : Verdict.fail(problem(read, what, "a folder"), name(what, variable)))
                .orElseGet(() -> unset(what, variable));
    }

    /** A folder that sandboxes have as their root. */
    static Verdict rootfs(Optional<PathReading> reading, String variable) {
        boolean bare = reading.filter(read -> is(read, Set.of(Kind.FOLDER)) && !read.shell())
                .isPresent();
        return bare
                ? Verdict.warn(
                        "the rootfs " + shown(reading.get()) + " is a folder and holds no bin/sh",
                        "unpack a root file system there, such as one of an image")
                : folder(reading, "rootfs", variable);
    }

    static Verdict writableFolder(Optional<PathReading> reading, String what, String variable) {
        boolean readOnly = reading.filter(read -> is(read, Set.of(Kind.FOLDER)) && !read.writable())
                .isPresent();
        return readOnly
                ? Verdict.fail(
                        "the " + what + " " + shown(reading.get()) + " cannot be written by this user",
                        "sudo chown \"$USER\" " + shown(reading.get()))
                : folder(reading, what, variable);
    }

    /** A file that helps but is not required: a problem is a warning. */
    static Verdict optionalFile(PathReading read, String what, boolean mustRun) {
        Set<Kind> kinds = mustRun ? Set.of(Kind.FILE) : Set.of(Kind.FILE, Kind.BLOCK_DEVICE);
        if (!is(read, kinds)) {
            return Verdict.warn(problem(read, what, "a file"), "put the " + what + " there, or configure its path");
        }
        return mustRun && !read.executable()
                ? Verdict.warn("the " + what + " " + shown(read) + " is not executable", "chmod +x " + shown(read))
                : Verdict.pass("the " + what + " " + shown(read) + " is there");
    }

    private static Verdict kernel(PathReading read, String variable) {
        if (!is(read, Set.of(Kind.FILE))) {
            return Verdict.fail(problem(read, "kernel image", "a regular file"), name("kernel image", variable));
        }
        return read.image() == KernelImage.NONE
                ? Verdict.fail(
                        "the kernel image " + shown(read) + " is not an ELF, bzImage or arm64 Image file",
                        name("kernel image", variable))
                : Verdict.pass("the kernel image " + shown(read) + " is a kernel")
                        .with("image", read.image().name());
    }

    private static Verdict unset(String what, String variable) {
        return Verdict.warn("no " + what + " is configured, so none was checked", name(what, variable));
    }

    private static String name(String what, String variable) {
        return "set " + variable + " to the " + what + " that the provider uses";
    }

    private static boolean is(PathReading read, Set<Kind> kinds) {
        return kinds.contains(read.kind());
    }

    private static String problem(PathReading read, String what, String expected) {
        String reason = switch (read.kind()) {
            case ABSENT -> "does not exist";
            case UNREADABLE -> "cannot be read by this user";
            case SILENT -> "did not answer in time: its file system hangs";
            case FILE, FOLDER, BLOCK_DEVICE, OTHER -> "is not " + expected;
        };
        return "the " + what + " " + shown(read) + " " + reason;
    }

    private static String shown(PathReading read) {
        return Printable.of(read.path(), MAX_PATH);
    }
}
