package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.wire.FollowerView;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyView;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class KeysCommand implements Callable<Integer> {
    private final IssuerOptions issuer = new IssuerOptions();
    private final Argument.Sure<Boolean> attestationKeys = Argument.flag(
            "--attestation-keys", "Print the public halves (PEM) of all keys that ever signed attestations instead.");

    private final Terminal terminal;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "keys",
                        "List the keys that sign tokens, and the followers that know them.",
                        this,
                        issuer,
                        attestationKeys),
                "With --attestation-keys the output is what certify verify --key takes.");
    }

    @Override
    public Integer call() {
        IssuerAdmin admin = issuer.admin(terminal);
        KeyList keys = OneShot.call(admin::keys);
        if (attestationKeys.get()) {
            keys.attestationKeys().forEach(terminal.out()::print);
        } else {
            print(keys);
        }
        return 0;
    }

    private void print(KeyList keys) {
        terminal.out().println("epoch " + keys.epoch());
        for (KeyView key : keys.keys()) {
            terminal.out()
                    .println("key " + key.keyId() + " " + key.state() + " since " + key.since()
                            + ", workers with tokens: " + key.holders().size());
        }
        for (FollowerView follower : keys.followers()) {
            terminal.out()
                    .println("follower " + follower.name() + " epoch " + follower.epoch() + ", heard "
                            + follower.heardSecondsAgo() + " s ago");
        }
    }
}
