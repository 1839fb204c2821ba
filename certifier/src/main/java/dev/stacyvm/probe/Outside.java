package dev.stacyvm.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What this process sees of the host, to set beside what a sandbox sees. Blocking. */
final class Outside {
    private static final Path PROC = Path.of("/proc");
    private static final List<String> NAMESPACES = List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts");

    private Outside() {}

    /** Under the names that {@link SandboxScripts#LOOK} uses. */
    static Map<String, String> look() {
        Map<String, String> seen = new TreeMap<>();
        put(seen, "kernel", line(PROC.resolve("sys/kernel/osrelease")));
        put(seen, "boot_id", line(PROC.resolve("sys/kernel/random/boot_id")));
        NAMESPACES.forEach(
                name -> put(seen, "ns." + name, link(PROC.resolve("self/ns").resolve(name))));
        return seen;
    }

    /** The processes that hold the KVM device or a virtual machine of it, by pid, as far as this user may see them. */
    static Map<Long, String> vmms() {
        Map<Long, String> found = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsKvm(process)) {
                    found.put(Long.parseLong(process.getFileName().toString()), line(process.resolve("comm")));
                }
            }
        } catch (IOException noProc) {
            return found;
        }
        return found;
    }

    private static boolean holdsKvm(Path process) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                String target = link(file);
                if (target.equals("/dev/kvm") || target.startsWith("anon_inode:kvm")) {
                    return true;
                }
            }
            return false;
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }

    private static void put(Map<String, String> seen, String name, String value) {
        if (!value.isEmpty()) {
            seen.put(name, value);
        }
    }

    private static String line(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
