package dev.stacyvm.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What a command takes: one argument, or several that belong together and are named by more than one command. */
interface CommandPart {
    void addTo(CommandSpec command);
}
