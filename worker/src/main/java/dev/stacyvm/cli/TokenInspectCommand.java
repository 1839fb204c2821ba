package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "inspect", description = "Decode a worker token without verifying it.")
final class TokenInspectCommand implements Runnable {
    @Parameters(paramLabel = "TOKEN", description = "The token; - reads standard input.")
    private String token;

    private final Terminal terminal;

    TokenInspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        String text = new SecretOptions(terminal).token(token).revealText();
        terminal.out().print(TokenTool.inspect(text).pretty());
    }
}
