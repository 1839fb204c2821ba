package dev.stacyvm.probe;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A static busybox found on this machine: one file that makes a root file system anywhere. Blocking. */
record StaticBusybox(Path program) {
    static final List<String> COMMANDS =
            List.of("sh", "cat", "dmesg", "echo", "head", "ls", "readlink", "sleep", "true", "uname");
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final int ELF64_HEADER = 64;
    private static final int PT_INTERP = 3;

    /** The first on the PATH that needs no loader. */
    static Optional<StaticBusybox> find(String path) {
        return Arrays.stream((path + ":/bin:/usr/bin").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(folder -> under(folder).stream())
                .filter(StaticBusybox::isStatic)
                .map(StaticBusybox::new)
                .findFirst();
    }

    /** A tar file that holds it and its links. */
    Buffer tar() throws IOException {
        TarFile tar = new TarFile().folder("bin/", 0755).folder("tmp/", 01777).file("bin/busybox", bytes());
        COMMANDS.forEach(command -> tar.link("bin/" + command, "busybox"));
        return tar.end();
    }

    /** Makes a root file system of it in an empty folder. */
    void unpack(Path root) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(program, bin.resolve("busybox"));
        for (String command : COMMANDS) {
            Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
        }
    }

    private byte[] bytes() throws IOException {
        if (Files.size(program) > MAX_BYTES) {
            throw new IOException(program + " is larger than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(program);
    }

    private static Optional<Path> under(String folder) {
        try {
            return Optional.of(Path.of(folder, "busybox")).filter(Files::isRegularFile);
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    /** A 64-bit little-endian ELF program without a segment that names a loader. */
    private static boolean isStatic(Path program) {
        try (var in = Files.newInputStream(program)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(4096)).order(ByteOrder.LITTLE_ENDIAN);
            return head.limit() >= ELF64_HEADER && head.getInt(0) == 0x464C457F && !namesLoader(head);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean namesLoader(ByteBuffer head) {
        long table = head.getLong(32);
        int size = head.getShort(54);
        int entries = head.getShort(56);
        for (int entry = 0; entry < entries; entry++) {
            long at = table + (long) entry * size;
            if (at < 0 || at + 4 > head.limit() || head.getInt((int) at) == PT_INTERP) {
                return true;
            }
        }
        return false;
    }
}
