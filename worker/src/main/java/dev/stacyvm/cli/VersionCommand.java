package dev.stacyvm.cli;

import picocli.CommandLine.Command;

@Command(name = "version", description = "Print the version of the program and of the Java that runs it.")
final class VersionCommand implements Runnable {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().println("stacyvm " + Version.ofThisProgram() + " (Java " + Runtime.version() + ")");
    }
}
