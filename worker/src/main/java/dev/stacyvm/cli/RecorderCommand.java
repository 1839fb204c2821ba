package dev.stacyvm.cli;

import dev.stacyvm.app.RecorderRole;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "recorder",
        description =
                "Consume certification events and write each as a JSON and a Markdown artifact, until INT or TERM.")
final class RecorderCommand implements Callable<Integer> {
    @Option(
            names = "--artifacts",
            paramLabel = "DIR",
            required = true,
            description = "Where the artifacts are written.")
    private String artifacts;

    @Mixin
    private StateOption state;

    private final Terminal terminal;

    RecorderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path artifactFolder = terminal.resolve(artifacts);
        Path log = state.require(terminal);
        return Foreground.run(vertx -> RecorderRole.start(vertx, log, artifactFolder));
    }
}
