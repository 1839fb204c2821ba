package dev.stacyvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One finished run of a script: its process, its status, and what it printed on both streams. */
record Launch(long pid, int status, List<String> out, String err) {

    /** Runs the program in the folder with this environment besides a plain PATH; fails the test after 60 s. */
    static Launch of(Path folder, Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        String[] command = Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return new Launch(process.pid(), process.exitValue(), Files.readAllLines(out), read(err));
    }

    String value(String key) {
        return out.stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    List<String> arguments() {
        return out.stream()
                .filter(line -> line.startsWith("arg="))
                .map(line -> line.substring("arg=".length()))
                .toList();
    }

    /** The words after the main class. */
    List<String> commandLine() {
        List<String> all = arguments();
        return all.subList(all.indexOf("dev.stacyvm.cli.Main") + 1, all.size());
    }

    /** File names on the class path, in order. */
    List<String> jars() {
        List<String> all = arguments();
        return Stream.of(all.get(all.indexOf("-cp") + 1).split(":"))
                .map(jar -> Path.of(jar).getFileName().toString())
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
