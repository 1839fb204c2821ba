package dev.stacyvm.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Docker engine made for tests by {@code scripts/engine}, or the one that {@code DOCKER_HOST} names. */
record TestEngine(String address) {
    static TestEngine given() {
        String address = System.getenv("DOCKER_HOST");
        assertThat(address)
                .as("DOCKER_HOST names the engine of these tests; scripts/engine starts one")
                .isNotBlank();
        return new TestEngine(address);
    }

    /** Starts one in the folder, with this program registered as runsc. */
    static TestEngine start(Path folder, Path runsc) throws Exception {
        return new TestEngine(
                run(Map.of(), script(), "start", "--dir", folder.toString(), "--runsc", runsc.toString()));
    }

    static void stop(Path folder) throws Exception {
        run(Map.of(), script(), "stop", "--dir", folder.toString());
    }

    Map<String, String> environment() {
        return Map.of("PATH", System.getenv("PATH"), "DOCKER_HOST", address);
    }

    /** What certifications made and did not take away: containers and images. */
    String left() throws Exception {
        return docker("ps", "-aq", "--filter", "label=dev.stacyvm.certify.run")
                + docker("images", "-q", "--filter", "label=dev.stacyvm.certify.run");
    }

    String docker(String... words) throws Exception {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        return run(Map.of("DOCKER_HOST", address), argv.toArray(String[]::new));
    }

    /** Where a program of the PATH is. */
    static String found(String program) throws Exception {
        return run(Map.of(), "sh", "-c", "command -v " + program);
    }

    private static String script() {
        return Path.of("../scripts/engine").toAbsolutePath().normalize().toString();
    }

    private static String run(Map<String, String> environment, String... argv) throws Exception {
        Path out = Files.createTempFile("test-engine", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", argv[0])
                    .isTrue();
            assertThat(process.exitValue())
                    .as("status of %s", String.join(" ", argv))
                    .isZero();
            return Files.readString(out, StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }
}
