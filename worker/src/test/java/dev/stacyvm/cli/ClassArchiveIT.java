package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real jars, laid out and started through the real launcher, on the Java that runs this test. */
class ClassArchiveIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    @Test
    void shortCommandsStartFromAnArchiveThatOnlyItsOwnerCanWrite() throws Exception {
        Path stacyvm = install("without", Map.of("STACYVM_NO_ARCHIVE", "1"));
        assertThat(classesOf(stacyvm)).noneMatch(ClassArchiveIT::isShared);

        launch(stacyvm, "", "--make-archive");
        Path archives = folder.resolve("without/lib/stacyvm/lib/archive");
        assertThat(classesOf(stacyvm)).isNotEmpty().allMatch(ClassArchiveIT::isShared);

        Files.setPosixFilePermissions(archives, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(classesOf(stacyvm)).isNotEmpty().noneMatch(ClassArchiveIT::isShared);
    }

    /** A clone that was used has an archive for the jars as they lie there, which fits no installed tree. */
    @Test
    void anInstallationMakesItsOwnArchiveAlsoFromACloneThatHasOne() throws Exception {
        launch(install("first", Map.of()), "", "--make-archive");
        Path foreign = Files.move(
                folder.resolve("first/lib/stacyvm/lib/archive"), folder.resolve("clone/target/dist/lib/archive"));
        assertThat(foreign).isNotEmptyDirectory();

        Path stacyvm = install("second", Map.of());

        assertThat(classesOf(stacyvm)).anyMatch(ClassArchiveIT::isShared);
    }

    /** A clone as far as an installation needs one, with the real jars and scripts. */
    @BeforeAll
    static void layOut() throws Exception {
        Path clone = Files.createDirectory(folder.resolve("clone"));
        Files.createDirectory(clone.resolve("target"));
        Launch laidOut = Launch.of(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                ROOT.resolve("scripts/lay-out"),
                clone.resolve("target/dist").toString());
        assertThat(laidOut.err()).isEmpty();
        Files.createDirectory(clone.resolve("scripts"));
        for (String script : List.of("install", "stacyvm", "certify-runtime.sh", "certify-worker-identity.sh")) {
            Path copy = Files.copy(
                    ROOT.resolve("scripts").resolve(script),
                    clone.resolve("scripts").resolve(script));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Path install(String prefix, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Launch installed = Launch.of(
                folder,
                environment,
                folder.resolve("clone/scripts/install"),
                folder.resolve(prefix).toString());
        assertThat(installed.status()).as(installed.err()).isZero();
        return folder.resolve(prefix).resolve("bin/stacyvm");
    }

    /** Ours and the parser's: for a single one that the archive lacks, the JVM would open every jar. Some are made as the command runs. */
    private List<String> classesOf(Path stacyvm) throws Exception {
        Path log = folder.resolve("classes");
        launch(stacyvm, "-Xlog:class+load:file=" + log, "config", "lint");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" dev.stacyvm.") || line.contains(" picocli."))
                    .filter(line -> !line.contains("$$Lambda"))
                    .toList();
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
