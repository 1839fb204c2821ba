package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jars, laid out and started through the real launcher, on the Java that runs this test. */
class ClassArchiveIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void shortCommandsStartFromAnArchiveThatOnlyItsOwnerCanWrite() throws Exception {
        Path stacyvm = install();
        assertThat(classesOf(stacyvm)).noneMatch(ClassArchiveIT::isShared);

        launch(stacyvm, "", "--make-archive");
        Path archives = folder.resolve("lib/stacyvm/lib/archive");
        assertThat(classesOf(stacyvm)).anyMatch(ClassArchiveIT::isShared);

        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(classesOf(stacyvm)).isNotEmpty().noneMatch(ClassArchiveIT::isShared);
    }

    private Path install() throws Exception {
        Path tree = folder.resolve("lib/stacyvm");
        Files.createDirectories(tree.getParent());
        Launch laidOut = Launch.of(folder, Map.of(), ROOT.resolve("scripts/lay-out"), tree.toString());
        assertThat(laidOut.err()).isEmpty();
        Path stacyvm = Files.createDirectory(folder.resolve("bin")).resolve("stacyvm");
        Files.copy(ROOT.resolve("scripts/stacyvm"), stacyvm);
        Files.setPosixFilePermissions(stacyvm, PosixFilePermissions.fromString("rwxr-xr-x"));
        return stacyvm;
    }

    private List<String> classesOf(Path stacyvm) throws Exception {
        Path log = folder.resolve("classes");
        launch(stacyvm, "-Xlog:class+load:file=" + log, "config", "lint");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" dev.stacyvm.")).toList();
        }
    }

    private void launch(Path stacyvm, String options, String... words) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "STACYVM_JAVA_OPTS", options);
        assertThat(Launch.of(folder, environment, stacyvm, words).status()).isZero();
    }

    private static boolean isShared(String line) {
        return line.contains("shared objects file");
    }
}
