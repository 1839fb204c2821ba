package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerStores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class IssuerRecoverCommand implements Callable<Integer> {
    private final Argument.Sure<String> store =
            Argument.option("--store", "DIR", "The restored store; not in use.").required();
    private final Argument<String> backup = Argument.option(
            "--backup", "DIR", "Make the store of this backup first; the store must not exist (default: it is there).");

    private final Terminal terminal;

    IssuerRecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "recover",
                        "Make a store that was restored from a backup fit to be served.",
                        this,
                        store,
                        backup),
                "Lease generations and the trust feed's epoch jump ahead of whatever came after the backup, and unused join tokens"
                        + " end. What was revoked after the backup has to be revoked again.");
    }

    @Override
    public Integer call() {
        Path folder = terminal.resolve(store.get());
        IssuerStores.Recovered done =
                IssuerStores.recover(folder, backup.given().map(terminal::resolve));
        terminal.out().println("recovered " + folder + " generation " + done.generation() + " epoch " + done.epoch());
        terminal.err()
                .println("ended " + done.joinTokens()
                        + " join tokens; revoke again what was revoked after the backup, and"
                        + " start the issuer when the longest lease of before is over");
        return 0;
    }
}
