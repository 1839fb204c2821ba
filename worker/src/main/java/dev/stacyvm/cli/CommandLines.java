package dev.stacyvm.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Puts commands together: what they are called and do, and what they take. */
final class CommandLines {
    private CommandLines() {}

    /**
     * @param description in lines that end with {@code %n}; a list of commands shows the first
     * @param action a {@link Runnable}, or a {@code Callable<Integer>} that answers the exit code
     */
    static CommandLine command(String name, String description, Object action, CommandPart... parts) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(name);
        spec.usageMessage().description(description.split("%n"));
        for (CommandPart part : parts) {
            part.addTo(spec);
        }
        return new CommandLine(spec);
    }

    /** A sentence or two below the help. */
    static CommandLine withFooter(CommandLine command, String footer) {
        command.getCommandSpec().usageMessage().footer("", footer);
        return command;
    }

    /** One that does nothing but hold others. */
    static CommandLine group(String name, String description) {
        return command(name, description, (Runnable) CommandLines::refuse);
    }

    private static void refuse() {
        throw new UsageError("a command is missing");
    }
}
