package dev.stacyvm.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command takes; the parser and {@link Main} look at it, no field is read here. */
@SuppressWarnings("UnusedVariable")
@Command(
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        parameterListHeading = "%n",
        usageHelpAutoWidth = true,
        sortOptions = false)
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", description = "Show the stack trace of a failure.")
    private boolean verbose;
}
