package dev.stacyvm.check;

import dev.stacyvm.file.Secret;
import dev.stacyvm.probe.CommandLine;
import dev.stacyvm.probe.CommandReading;
import dev.stacyvm.probe.Commands;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program that is certified, used as an operator uses it. Keys are given as files and tokens on standard input, so
 * that no argument list holds a secret; none of our settings reach it from the environment or the working folder.
 */
final class TokenProgram {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Commands commands;
    private final List<String> prefix;
    private final Map<String, String> environment;
    private final Path folder;

    TokenProgram(Commands commands, List<String> prefix, Map<String, String> environment, Path folder) {
        this.commands = commands;
        this.prefix = prefix;
        this.environment = environment;
        this.folder = folder;
    }

    Future<CommandReading> issue(Path key, IdentitySettings settings, String tokenId, String ttl) {
        return run(
                Optional.empty(),
                List.of(settings.workerId(), "--signing-key-file", key.toString(), "--ttl", ttl),
                List.of("--audience", settings.audience(), "--token-id", tokenId, "--format", "json"));
    }

    Future<CommandReading> inspect(Secret token) {
        return run(Optional.of(token), List.of("inspect", "-"), List.of());
    }

    Future<CommandReading> verify(Secret token, Path key, String workerId, String audience, List<String> more) {
        List<String> options = new ArrayList<>(
                List.of("--signing-key-file", key.toString(), "--worker-id", workerId, "--audience", audience));
        options.addAll(more);
        return run(Optional.of(token), List.of("verify", "-"), options);
    }

    Future<CommandReading> rotationPlan(String ttl) {
        return run(Optional.empty(), List.of("rotation-plan"), List.of("--ttl", ttl, "--format", "json"));
    }

    private Future<CommandReading> run(Optional<Secret> input, List<String> words, List<String> options) {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(List.of("worker", "token"));
        argv.addAll(words);
        argv.addAll(options);
        return commands.run(new CommandLine(argv, input, environment, folder, LIMIT));
    }
}
