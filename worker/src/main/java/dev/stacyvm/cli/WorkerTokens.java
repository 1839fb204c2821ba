package dev.stacyvm.cli;

import picocli.CommandLine.Command;

/** Stands for {@link WorkerCommand} where a command of {@code worker token} is meant: that starts without the worker. */
@Command(name = "worker", description = "Run a worker, or work with its tokens.")
final class WorkerTokens {}
