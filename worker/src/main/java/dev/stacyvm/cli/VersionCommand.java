package dev.stacyvm.cli;

import picocli.CommandLine;

final class VersionCommand implements Runnable {
    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        String description = "Print the version of the program and of the Java that runs it.";
        return CommandLines.command("version", description, this);
    }

    @Override
    public void run() {
        terminal.out().println("stacyvm " + Version.ofThisProgram() + " (Java " + Runtime.version() + ")");
    }
}
