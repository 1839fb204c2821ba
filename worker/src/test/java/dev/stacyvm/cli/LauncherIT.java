package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code scripts/stacyvm} and the two certify scripts turn a command into. */
final class LauncherIT {
    private static final String[] SHORT = {
        "stacyvm-issuer-1.jar", "stacyvm-certifier-1.jar", "stacyvm-worker-1.jar", "Z.jar", "netty.jar", "picocli.jar"
    };

    @TempDir
    private Path folder;

    private InstalledTree tree;

    @BeforeEach
    void install() throws IOException {
        tree = InstalledTree.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer serve", "issuer keys", "--verbose issuer rotate", "issuer", "sidecar --once"})
    void keepsTheCertifierOutOfTheTrustedRoles(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.jars())
                .containsExactly("stacyvm-issuer-1.jar", "stacyvm-worker-1.jar", "Z.jar", "netty.jar", "picocli.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "worker --id issuer", "certify runtime", "recorder", "doctor", "--help"})
    void givesEveryOtherRoleAllJarsByNameInOneOrder(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.jars())
                .startsWith(SHORT)
                .endsWith("picocli.jar", "jna.jar")
                .hasSize(7);
    }

    /** A class archive fits every class path that begins with its own. */
    @ParameterizedTest
    @ValueSource(strings = {"worker token sidecar", "config lint", "version"})
    void givesShortCommandsTheBeginningOfThose(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.jars()).containsExactly(SHORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker --id w", "sidecar"})
    void keepsWhatLivesBesideSandboxesSmall(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.arguments()).contains("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "issuer serve", "recorder --artifacts a"})
    void letsServicesOptimiseFully(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.arguments())
                .contains("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker token worker-a", "issuer keys", "certify runtime", "doctor"})
    void startsShortCommandsFast(String command) throws Exception {
        Launch launch = stacyvm(command.split(" "));
        assertThat(launch.arguments()).contains("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    }

    /** Whoever is told to end before it has begun has nothing to stop; a command has not done what it was asked for. */
    @ParameterizedTest
    @CsvSource({"worker, 0", "sidecar, 0", "issuer serve, 0", "up, 0", "worker --once, 143", "version, 143"})
    void endsWellWhenARoleIsToldToEndBeforeItsJavaRuns(String command, int status) throws Exception {
        Path java = Files.writeString(folder.resolve("ending-java"), """
                #!/bin/sh
                process=$PPID
                while parent=$(ps -o ppid= -p "$process" | tr -d ' ') && grep -q bin/stacyvm "/proc/$parent/cmdline"; do
                  process=$parent
                done
                kill -TERM "$process"
                echo 'openjdk version "17.0.15"' >&2
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        Launch launch =
                Launch.of(folder, Map.of("STACYVM_JAVA", java.toString()), tree.program("stacyvm"), command.split(" "));

        assertThat(launch.status()).isEqualTo(status);
    }

    @Test
    void becomesTheJavaProcessAndEndsWithItsStatus() throws Exception {
        Launch launch = stacyvm("version");
        assertThat(launch.value("pid")).isEqualTo(Long.toString(launch.pid()));
        assertThat(launch.status()).isEqualTo(7);
    }

    @Test
    void handsOnEveryWordAsItCameAndKeepsTheCallersFolder() throws Exception {
        Launch launch = stacyvm("certify", "runtime", "--output", "my report.md", "", "*");
        assertThat(launch.commandLine()).containsExactly("certify", "runtime", "--output", "my report.md", "", "*");
        assertThat(launch.value("cwd")).isEqualTo(folder.toRealPath().toString());
    }

    @Test
    void findsItsTreeThroughALinkOnThePath() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("svm"), tree.program("stacyvm"));
        Launch launch = Launch.of(folder, javaHome(tree.javaHome()), link, "version");
        assertThat(launch.jars()).containsExactly(SHORT);
    }

    @Test
    void addsTheOptionsTheOperatorAsksFor() throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", tree.javaHome().toString(), "STACYVM_JAVA_OPTS", "-Xlog:gc -Da=b");
        Launch launch = Launch.of(folder, environment, tree.program("stacyvm"), "version");
        assertThat(launch.arguments()).containsSubsequence("-Xlog:gc", "-Da=b", "-cp");
    }

    @Test
    void allowsNativeCodeByNameWhereJavaAsksForIt() throws Exception {
        Path newer = InstalledTree.printingJava(folder.resolve("java25"), "25.0.1");
        Launch launch = Launch.of(folder, javaHome(newer), tree.program("stacyvm"), "version");
        assertThat(launch.arguments())
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        assertThat(stacyvm("version").arguments()).doesNotContain("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void usesTheBundledNativeLibrariesWhereThereAreAny() throws Exception {
        Path natives = tree.prefix().resolve("lib/stacyvm/lib/native");
        for (String processor : new String[] {"x86_64", "aarch64"}) {
            Files.createDirectories(natives.resolve(processor));
        }
        String bundled = "-Dorg.sqlite.lib.path=" + natives.toRealPath();
        Launch launch = stacyvm("version");
        assertThat(launch.arguments())
                .contains("-Djna.nounpack=true", "-Dorg.sqlite.lib.name=libsqlitejdbc.so")
                .anyMatch(word -> word.startsWith(bundled));
    }

    @Test
    void saysWhichJavaIsTooOldAndHowToNameAnother() throws Exception {
        Path old = InstalledTree.printingJava(folder.resolve("java11"), "11.0.2");
        Map<String, String> environment =
                Map.of("STACYVM_JAVA", old.resolve("bin/java").toString());
        Launch launch = Launch.of(folder, environment, tree.program("stacyvm"), "version");
        assertThat(launch.status()).isEqualTo(1);
        assertThat(launch.out()).isEmpty();
        assertThat(launch.err())
                .startsWith("stacyvm: STACYVM_JAVA=" + old)
                .contains("17 or newer")
                .hasLineCount(1);
    }

    @Test
    void saysInOneSentenceThatThereIsNoJava() throws Exception {
        Path tools = folderWithout("java");
        Map<String, String> environment = Map.of("PATH", tools.toString(), "JAVA_HOME", "/nowhere");
        Launch launch = Launch.of(folder, environment, tree.program("stacyvm"), "version");
        assertThat(launch.status()).isEqualTo(1);
        assertThat(launch.err())
                .contains("no Java 17 or newer", "/nowhere", "STACYVM_JAVA")
                .hasLineCount(1);
    }

    @Test
    void saysWhereAnIncompleteTreeLacksItsLibraries() throws Exception {
        Path lonely = Files.createDirectories(folder.resolve("lonely/bin")).resolve("stacyvm");
        Files.copy(tree.program("stacyvm"), lonely);
        assertThat(lonely.toFile().setExecutable(true)).isTrue();
        Launch launch = Launch.of(folder, javaHome(tree.javaHome()), lonely, "version");
        assertThat(launch.status()).isEqualTo(1);
        assertThat(launch.err())
                .contains("lonely/bin/../lib/stacyvm/lib", "make install")
                .hasLineCount(1);
    }

    @Test
    void certifiesARuntimeWithTheArgumentsAsTheyCame() throws Exception {
        Launch launch = Launch.of(
                folder,
                javaHome(tree.javaHome()),
                tree.program("certify-runtime.sh"),
                "docker",
                "--format",
                "markdown",
                "--output",
                "docker-certification.md");
        assertThat(launch.commandLine())
                .containsExactly(
                        "certify", "runtime", "docker", "--format", "markdown", "--output", "docker-certification.md");
        assertThat(launch.value("cwd")).isEqualTo(folder.toRealPath().toString());
    }

    @Test
    void certifiesAnIdentityWithTheInstalledProgramWhenNoneLiesBeside() throws Exception {
        Path script = Files.createDirectory(folder.resolve("alone")).resolve("certify-worker-identity.sh");
        Files.copy(tree.program("certify-worker-identity.sh"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        String path = tree.prefix().resolve("bin") + ":/usr/bin:/bin";
        Map<String, String> environment =
                Map.of("PATH", path, "JAVA_HOME", tree.javaHome().toString());
        Launch launch = Launch.of(folder, environment, script, "worker-a", "--record", "change-7");
        assertThat(launch.commandLine())
                .containsExactly("certify", "worker-identity", "worker-a", "--record", "change-7");
    }

    private Launch stacyvm(String... command) throws IOException, InterruptedException {
        return Launch.of(folder, javaHome(tree.javaHome()), tree.program("stacyvm"), command);
    }

    private static Map<String, String> javaHome(Path home) {
        return Map.of("JAVA_HOME", home.toString());
    }

    /** The few tools the launcher itself may use, so that a PATH of this folder has no Java. */
    private Path folderWithout(String missing) throws IOException {
        Path tools = Files.createDirectory(folder.resolve("no-" + missing));
        for (String tool : new String[] {"bash", "env", "readlink", "dirname", "sed"}) {
            Files.copy(Path.of("/usr/bin", tool), tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return tools;
    }
}
