package dev.stacyvm.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the small files in which a kernel tells how it is set. Blocking. */
final class HostFiles {
    /** The disk of sandboxes, in bytes, under these names beside the files. */
    static final String DISK_FREE = "disk.free";

    static final String DISK_TOTAL = "disk.total";
    private static final int MAX_BYTES = 64 * 1024;
    private static final String VULNERABILITIES = "sys/devices/system/cpu/vulnerabilities";
    private static final List<String> FILES = List.of(
            "proc/cpuinfo",
            "proc/swaps",
            "proc/sys/user/max_user_namespaces",
            "run/chrony/chronyd.pid",
            "run/ntpd.pid",
            "run/systemd/timesync/synchronized",
            "sys/devices/system/cpu/smt/active",
            "sys/fs/cgroup/cgroup.controllers",
            "sys/kernel/mm/ksm/run",
            "sys/kernel/security/lsm",
            "sys/module/kvm_amd/parameters/nested",
            "sys/module/kvm_intel/parameters/nested");

    private final Path root;

    HostFiles(Path root) {
        this.root = root;
    }

    /** Content by path below the root; what is not there, or may not be read, is missing. */
    Map<String, String> read() {
        Map<String, String> read = new TreeMap<>();
        FILES.forEach(file -> put(read, file));
        try (DirectoryStream<Path> known = Files.newDirectoryStream(root.resolve(VULNERABILITIES))) {
            known.forEach(each -> put(read, VULNERABILITIES + "/" + each.getFileName()));
        } catch (IOException untold) {
            // An old kernel, or none of Linux: the folder is missing, and so are its files.
        }
        disk(read);
        return read;
    }

    private void put(Map<String, String> read, String file) {
        Path path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            read.put(file, new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            // Told like a file that is not there.
        }
    }

    private void disk(Map<String, String> read) {
        Path docker = root.resolve("var/lib/docker");
        try {
            FileStore store = Files.getFileStore(Files.isDirectory(docker) ? docker : root);
            read.put(DISK_FREE, Long.toString(store.getUsableSpace()));
            read.put(DISK_TOTAL, Long.toString(store.getTotalSpace()));
        } catch (IOException untold) {
            // The rows that need it say that it is not known.
        }
    }
}
