package dev.stacyvm.probe;

import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds programs on a PATH and asks them for their version. */
final class Programs {
    private static final int MAX_TEXT = 500;

    private final WorkerExecutor looks;
    private final Commands commands;
    private final Map<String, String> environment;
    private final Duration limit;

    Programs(WorkerExecutor looks, Commands commands, Map<String, String> environment, Duration limit) {
        this.looks = looks;
        this.commands = commands;
        this.environment = environment;
        this.limit = limit;
    }

    Future<ProgramReading> read(String name) {
        return looks.executeBlocking(() -> find(environment.getOrDefault("PATH", ""), name), false)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(late -> Optional.empty())
                .compose(found -> found.map(path -> version(name, path.toString()))
                        .orElseGet(() -> Future.succeededFuture(new ProgramReading.Absent(name))));
    }

    private Future<ProgramReading> version(String name, String path) {
        CommandLine line =
                new CommandLine(List.of(path, "--version"), Optional.empty(), environment, Path.of("/"), limit);
        return commands.run(line).map(reading -> judge(name, path, reading));
    }

    /** Only absolute folders of the PATH count: what the current folder holds is not installed. */
    static Optional<Path> find(String path, String name) {
        if (name.startsWith("/")) {
            return Optional.of(Path.of(name)).filter(Programs::isProgram);
        }
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(folder -> under(folder, name).stream())
                .filter(Programs::isProgram)
                .findFirst();
    }

    private static Optional<Path> under(String folder, String name) {
        try {
            return Optional.of(Path.of(folder, name));
        } catch (InvalidPathException impossible) {
            return Optional.empty();
        }
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static ProgramReading judge(String name, String path, CommandReading reading) {
        if (reading instanceof CommandReading.Exited exited) {
            return exited.status() == 0
                    ? new ProgramReading.Ran(name, path, Printable.of(shown(exited), MAX_TEXT))
                    : new ProgramReading.Broken(name, path, "ended with status " + exited.status());
        }
        if (reading instanceof CommandReading.TimedOut timedOut) {
            String reason = "did not end within " + timedOut.limit().toMillis() + " ms";
            return new ProgramReading.Broken(name, path, reason);
        }
        String reason = ((CommandReading.NotStarted) reading).reason();
        return new ProgramReading.Broken(name, path, "does not start: " + Printable.of(reason, MAX_TEXT));
    }

    private static String shown(CommandReading.Exited exited) {
        return exited.out().text().isBlank()
                ? exited.err().text()
                : exited.out().text();
    }
}
