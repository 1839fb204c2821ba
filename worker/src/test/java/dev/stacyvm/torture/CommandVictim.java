package dev.stacyvm.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command of the operator's; what it prints goes to a log. */
final class CommandVictim implements Victim {
    private static final long STOP_SECONDS = 5;

    private final List<String> command;
    private final Path log;
    private Optional<Process> process = Optional.empty();

    /** A command in which {@code {file}} and {@code {url}} are replaced. */
    CommandVictim(List<String> command, Path file, String url, Path log) {
        this.command = command.stream()
                .map(word -> word.replace("{file}", file.toString()).replace("{url}", url))
                .toList();
        this.log = log;
    }

    @Override
    public void start() throws IOException {
        process = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    @Override
    public boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    @Override
    public void stop() {
        process.ifPresent(CommandVictim::end);
        process = Optional.empty();
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
