package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerStores;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recover",
        description = "Make a store that was restored from a backup fit to be served.",
        footer = {
            "",
            "Lease generations and the trust feed's epoch jump ahead of whatever came after the backup, and unused join tokens"
                    + " end. What was revoked after the backup has to be revoked again."
        })
final class IssuerRecoverCommand implements Callable<Integer> {
    @Option(names = "--store", paramLabel = "DIR", required = true, description = "The restored store; not in use.")
    private String store;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "Make the store of this backup first; the store must not exist (default: it is there).")
    private @Nullable String backup;

    private final Terminal terminal;

    IssuerRecoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path folder = terminal.resolve(store);
        IssuerStores.Recovered done =
                IssuerStores.recover(folder, Optional.ofNullable(backup).map(terminal::resolve));
        terminal.out().println("recovered " + folder + " generation " + done.generation() + " epoch " + done.epoch());
        terminal.err()
                .println("ended " + done.joinTokens()
                        + " join tokens; revoke again what was revoked after the backup, and"
                        + " start the issuer when the longest lease of before is over");
        return 0;
    }
}
