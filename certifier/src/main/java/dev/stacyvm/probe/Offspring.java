package dev.stacyvm.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds everything that one command started, also what has left its process tree, by a mark in the environment that
 * children inherit.
 */
final class Offspring {
    static final String MARK = "STACYVM_COMMAND";
    private static final int MAX_ENVIRONMENT = 256 * 1024;
    private static final int ROUNDS = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String mark;

    Offspring() {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        mark = HexFormat.of().formatHex(random);
    }

    /** The value of {@link #MARK} for the command's environment. */
    String mark() {
        return mark;
    }

    /** Kills the command and what it started; again while there are new ones, because they may be starting more. */
    void kill(Process command) {
        command.descendants().forEach(ProcessHandle::destroyForcibly);
        command.destroyForcibly();
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> marked = marked();
            marked.forEach(ProcessHandle::destroyForcibly);
            if (marked.isEmpty()) {
                return;
            }
        }
    }

    private List<ProcessHandle> marked() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException noProc) {
            return found;
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try (InputStream environment = Files.newInputStream(process.resolve("environ"))) {
            String text = new String(environment.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            return text.contains(MARK + "=" + mark + "\0");
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }
}
