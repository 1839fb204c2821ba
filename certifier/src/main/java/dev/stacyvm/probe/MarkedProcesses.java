package dev.stacyvm.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Finds processes by a variable of the environment they were started with, which what they start inherits. Blocking. */
final class MarkedProcesses {
    private static final int MAX_ENVIRONMENT = 256 * 1024;

    private MarkedProcesses() {}

    /** Those whose value is chosen, as far as this user may see them. */
    static List<ProcessHandle> find(String variable, Predicate<String> chosen) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process, variable + "=", chosen)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(found::add);
                }
            }
        } catch (IOException noProc) {
            return found;
        }
        return found;
    }

    private static boolean isMarked(Path process, String name, Predicate<String> chosen) {
        try (InputStream environment = Files.newInputStream(process.resolve("environ"))) {
            String text = new String(environment.readNBytes(MAX_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            return Arrays.stream(text.split("\0", -1))
                    .filter(entry -> entry.startsWith(name))
                    .anyMatch(entry -> chosen.test(entry.substring(name.length())));
        } catch (IOException goneOrAnothers) {
            return false;
        }
    }
}
