package dev.stacyvm.probe;

import dev.stacyvm.report.HostFacts;
import dev.stacyvm.wire.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Who a host is, read from a file system whose root may be elsewhere. Small reads of kernel and configuration files;
 * what is missing is empty.
 */
final class LocalIdentity {
    private static final int MAX_BYTES = 4 * 1024;
    private static final int MAX_MOUNTS = 1024 * 1024;
    private static final String SALT = "stacyvm host certification\n";
    private static final String INITIAL_PID_NAMESPACE = "pid:[4026531836]";

    private final Path root;

    LocalIdentity(Path root) {
        this.root = root;
    }

    HostIdentity read() {
        return new HostIdentity(facts(), place());
    }

    private HostFacts facts() {
        String kernel = line("proc/sys/kernel/ostype") + " " + line("proc/sys/kernel/osrelease");
        return new HostFacts(
                line("proc/sys/kernel/hostname"),
                kernel + " " + architecture(System.getProperty("os.arch", "")),
                machine(line("etc/machine-id")),
                line("proc/sys/kernel/random/boot_id"));
    }

    private Place place() {
        String namespace = link("proc/self/ns/pid");
        if (!namespace.isEmpty() && !namespace.equals(INITIAL_PID_NAMESPACE)) {
            return Place.container("its processes are in " + namespace + ", not in the host's first PID namespace");
        }
        boolean overlay = text("proc/self/mountinfo", MAX_MOUNTS).lines().anyMatch(LocalIdentity::isOverlayRoot);
        return overlay ? Place.container("its root file system is an overlay") : Place.host();
    }

    /** The kernel's name for a machine, as {@code uname -m} prints it, from Java's. */
    static String architecture(String java) {
        return switch (java.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86-64", "x64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> java;
        };
    }

    /** Fields of mountinfo: id, parent, device, root, mount point, options, then after a dash the type. */
    private static boolean isOverlayRoot(String mount) {
        String[] fields = mount.split(" ", -1);
        int dash = mount.indexOf(" - ");
        return fields.length > 4 && fields[4].equals("/") && dash > 0 && mount.startsWith("overlay ", dash + 3);
    }

    /** The machine id itself is confidential; a salted hash tells hosts apart as well. */
    private static String machine(String id) {
        if (id.isEmpty()) {
            return "";
        }
        try {
            byte[] salted = (SALT + id).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(salted));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private String line(String file) {
        return Printable.of(text(file, MAX_BYTES).strip(), 300);
    }

    private String text(String file, int limit) {
        Path path = root.resolve(file);
        if (!Files.isRegularFile(path)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private String link(String file) {
        try {
            return Files.readSymbolicLink(root.resolve(file)).toString();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
