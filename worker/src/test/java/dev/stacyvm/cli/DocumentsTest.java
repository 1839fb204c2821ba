package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A document that names a file, a target or a script is wrong as soon as that is gone. */
final class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MAKE_TARGET = Pattern.compile("(?m)^\\s*(?:sudo )?make ([a-z]+)");
    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/])(scripts/[\\w.-]+|\\.ci/run)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    static Stream<Path> documents() throws IOException {
        List<Path> folders = Stream.of(".", "issuer", "certifier", "worker", "deploy")
                .map(ROOT::resolve)
                .map(Path::normalize)
                .toList();
        Stream.Builder<Path> found = Stream.builder();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(found);
            }
        }
        return found.build();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void namesOnlyTargetsOfTheMakefile(Path document) throws IOException {
        String makefile = Files.readString(ROOT.resolve("Makefile"));
        assertThat(found(MAKE_TARGET, shellOf(document)))
                .allSatisfy(target -> assertThat(makefile).containsPattern("(?m)^" + target + ":"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void namesOnlyScriptsThatCanBeRun(Path document) throws IOException {
        assertThat(found(SCRIPT, shellOf(document)))
                .allSatisfy(script ->
                        assertThat(ROOT.resolve(script)).isRegularFile().isExecutable());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksOnlyToFilesThatExist(Path document) throws IOException {
        assertThat(found(LINK, Files.readString(document)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    private static String shellOf(Path document) throws IOException {
        return String.join("\n", found(SHELL_BLOCK, Files.readString(document)));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
