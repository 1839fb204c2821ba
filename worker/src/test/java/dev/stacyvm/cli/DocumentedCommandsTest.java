package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of ours that a document, a unit or a manifest shows is one that the program takes. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHELL_BLOCK = Pattern.compile("```(?:sh)?\\n(.*?)```", Pattern.DOTALL);

    /** The program's name where a command begins: at the start, after sudo, an assignment, or a dash of an option. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)(?:^|^ExecStart=|sudo |\\| *|&& *|-- )(?:/usr/local/bin/|scripts/)?(stacyvm|certify-runtime\\.sh|certify-worker-identity\\.sh) ([^|#&>\\n]*)");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z_]+)}?");
    private static final Map<String, String> VALUES = Map.of(
            "ISSUER", "http://127.0.0.1:7423", "WORKER_ID", "worker-a", "CREDENTIALS_DIRECTORY", "/run/credentials");
    private static final Map<String, List<String>> WRAPPERS = Map.of(
            "stacyvm",
            List.of(),
            "certify-runtime.sh",
            List.of("certify", "runtime"),
            "certify-worker-identity.sh",
            List.of("certify", "worker-identity"));

    static Stream<List<String>> commands() throws IOException {
        Stream<String> documents = Stream.of(".", "issuer", "certifier", "worker", "deploy")
                .flatMap(folder -> files(ROOT.resolve(folder), ".md"))
                .flatMap(file -> SHELL_BLOCK.matcher(read(file)).results().map(block -> block.group(1)));
        Stream<String> units = files(ROOT.resolve("deploy/systemd"), ".service").map(DocumentedCommandsTest::read);
        return Stream.concat(Stream.concat(documents, units).flatMap(DocumentedCommandsTest::commandsIn), manifests());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isOneThatTheProgramTakes(List<String> words) {
        Terminal terminal =
                new Terminal(System.out, System.err, new ByteArrayInputStream(new byte[0]), Map.of(), Path.of(""));
        String[] arguments = words.toArray(String[]::new);

        assertThatCode(() -> Commands.of(terminal, arguments).parseArgs(arguments))
                .doesNotThrowAnyException();
    }

    @Test
    void everyServiceAndBothContainersAreAmongThem() throws IOException {
        assertThat(commands().map(words -> words.get(0)))
                .contains("issuer", "sidecar", "worker", "recorder", "up", "certify", "doctor", "config", "upgrade");
        assertThat(manifests()).hasSize(2);
    }

    private static Stream<List<String>> commandsIn(String text) {
        Matcher found = COMMAND.matcher(text.replace("\\\n", " "));
        List<List<String>> commands = new ArrayList<>();
        while (found.find()) {
            List<String> words = new ArrayList<>(WRAPPERS.get(found.group(1)));
            words.addAll(words(found.group(2)));
            commands.add(words);
        }
        return commands.stream();
    }

    private static List<String> words(String line) {
        String filled = VARIABLE.matcher(line)
                .replaceAll(one -> VALUES.getOrDefault(one.group(1), "x"))
                .replace("{url}", "http://127.0.0.1:1");
        return Arrays.stream(filled.strip().split("\\s+"))
                .map(word -> word.replaceAll("^['\"]|['\"]$", ""))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The arguments of the containers in the Kubernetes example. */
    private static Stream<List<String>> manifests() throws IOException {
        String manifest = Files.readString(ROOT.resolve("deploy/kubernetes/worker.yaml"));
        return Pattern.compile("args:\\n((?: +- .+\\n)+)")
                .matcher(manifest)
                .results()
                .map(args -> args.group(1)
                        .lines()
                        .map(line -> line.strip().substring(2))
                        .toList());
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
