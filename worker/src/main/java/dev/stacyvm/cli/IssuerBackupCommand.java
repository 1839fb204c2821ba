package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerStores;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        description = "Copy the store of an issuer on this machine, also while it serves.",
        footer = {
            "",
            "The copy is a folder of mode 0700 with a snapshot of the database and the store's keys, private ones included: keep"
                    + " it as safe as the store. Key files outside the store are not in it."
        })
final class IssuerBackupCommand implements Callable<Integer> {
    @Option(names = "--store", paramLabel = "DIR", required = true, description = "The store's folder.")
    private String store;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description = "Folder to make; must not exist. It appears whole or not at all.")
    private String output;

    private final Terminal terminal;

    IssuerBackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path target = terminal.resolve(output);
        IssuerStores.backup(terminal.resolve(store), target);
        terminal.err().println("backup made: " + target + "; it holds private keys");
        return 0;
    }
}
