package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerStores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class IssuerBackupCommand implements Callable<Integer> {
    private final Argument.Sure<String> store =
            Argument.option("--store", "DIR", "The store's folder.").required();
    private final Argument.Sure<String> output = Argument.option(
                    "--output", "DIR", "Folder to make; must not exist. It appears whole or not at all.")
            .required();

    private final Terminal terminal;

    IssuerBackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "backup",
                        "Copy the store of an issuer on this machine, also while it serves.",
                        this,
                        store,
                        output),
                "The copy is a folder of mode 0700 with a snapshot of the database and the store's keys, private ones included: keep"
                        + " it as safe as the store. Key files outside the store are not in it.");
    }

    @Override
    public Integer call() {
        Path target = terminal.resolve(output.get());
        IssuerStores.backup(terminal.resolve(store.get()), target);
        terminal.err().println("backup made: " + target + "; it holds private keys");
        return 0;
    }
}
