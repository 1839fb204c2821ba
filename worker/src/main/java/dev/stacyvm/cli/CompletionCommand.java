package dev.stacyvm.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The script knows every command, so this one is handed the whole tree. */
final class CompletionCommand implements Runnable {
    enum Shell {
        bash,
        zsh
    }

    private final Argument.Sure<Shell> shell =
            Argument.word(Shell.class, "bash|zsh", "The shell: ${COMPLETION-CANDIDATES}.");

    private final Terminal terminal;
    private final CommandLine root;

    CompletionCommand(Terminal terminal, CommandLine root) {
        this.terminal = terminal;
        this.root = root;
    }

    CommandLine commandLine() {
        String description = "Print a completion script for a shell; source it from the shell's profile.";
        return CommandLines.command("completion", description, this, shell);
    }

    @Override
    public void run() {
        if (shell.get() == Shell.zsh) {
            terminal.out().println("autoload -U +X bashcompinit && bashcompinit");
        }
        terminal.out().print(AutoComplete.bash("stacyvm", root));
    }
}
