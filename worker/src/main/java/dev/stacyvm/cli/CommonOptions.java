package dev.stacyvm.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command takes, and how its help looks; the parser and {@link Main} look at the options. */
final class CommonOptions {
    private CommonOptions() {}

    static void addTo(CommandSpec command) {
        command.usageMessage()
                .synopsisHeading("Usage: ")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .parameterListHeading("%n")
                .autoWidth(true)
                .sortOptions(false);
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .description("Show this help.")
                .build());
        command.addOption(OptionSpec.builder("--verbose")
                .type(boolean.class)
                .description("Show the stack trace of a failure.")
                .build());
    }
}
