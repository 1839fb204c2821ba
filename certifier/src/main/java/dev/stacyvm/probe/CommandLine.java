package dev.stacyvm.probe;

import dev.stacyvm.file.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run once.
 *
 * @param argv the program, by absolute path, and its arguments; never a secret
 * @param input what it reads from standard input, at most a few KiB; nothing when empty
 * @param environment all of it: nothing is inherited
 * @param folder its working folder
 * @param limit after this it is killed with everything it started
 */
public record CommandLine(
        List<String> argv, Optional<Secret> input, Map<String, String> environment, Path folder, Duration limit) {
    public CommandLine {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "CommandLine" + argv;
    }
}
