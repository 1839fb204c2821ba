package dev.stacyvm.cli;

import picocli.CommandLine.Command;

/** Stands for {@link WorkerCommand} where a command of {@code worker token} is meant: that starts without the worker. */
@Command(name = "worker", description = "Run a worker, or work with its tokens.")
final class WorkerTokens {
    /** Stands for {@link TokenCommand} where one of its own commands is meant. */
    @Command(name = "token", description = "Work with a worker's tokens.")
    static final class Token {}
}
