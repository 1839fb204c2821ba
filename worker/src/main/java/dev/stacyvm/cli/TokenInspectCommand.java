package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import picocli.CommandLine;

final class TokenInspectCommand implements Runnable {
    private final Argument.Sure<String> token = Argument.word("TOKEN", "The token; - reads standard input.");
    private final Terminal terminal;

    TokenInspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command("inspect", "Decode a worker token without verifying it.", this, token);
    }

    @Override
    public void run() {
        String text = new SecretOptions(terminal).token(token.get()).revealText();
        terminal.out().print(TokenTool.inspect(text).pretty());
    }
}
