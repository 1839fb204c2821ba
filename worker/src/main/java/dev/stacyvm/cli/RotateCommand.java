package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAdmin;
import dev.stacyvm.app.RotationRehearsal;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.KeyList;
import dev.stacyvm.wire.KeyWait;
import dev.stacyvm.wire.RotationReply;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;

final class RotateCommand implements Callable<Integer> {
    private final IssuerOptions issuer = new IssuerOptions();
    private final Argument.Sure<Boolean> emergency = Argument.flag("--emergency", "Without waiting.");
    private final Argument.Sure<Boolean> rehearse = Argument.flag(
            "--rehearse", "Change nothing: print the followers by epoch, and whom each step would refuse.");
    private final Argument.Sure<Duration> timeout = Argument.option(
                    GoDuration::parse,
                    "--timeout",
                    "DURATION",
                    "How long to wait, 1s to 24h (default ${DEFAULT-VALUE}).")
            .orElse("1h");

    private final Terminal terminal;
    private String told = "";

    RotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "rotate",
                        "Have a new key sign, once everyone who verifies knows it, and wait for that.",
                        this,
                        issuer,
                        emergency,
                        rehearse,
                        timeout),
                "Interrupted, the issuer goes on by itself. With --emergency nobody is waited for: followers of the trust feed refuse"
                        + " new tokens until their next poll, others until they read the JWKS anew.");
    }

    @Override
    public Integer call() {
        Duration limit = Limits.between("--timeout", timeout.get(), Duration.ofSeconds(1), Duration.ofHours(24));
        IssuerAdmin admin = issuer.admin(terminal);
        KeyList before = OneShot.call(admin::keys);
        if (rehearse.get()) {
            new RotationRehearsal(before).lines().forEach(terminal.out()::println);
            return 0;
        }
        if (emergency.get()) {
            before.followers()
                    .forEach(follower ->
                            terminal.err().println("refuses new tokens until its next poll: " + follower.name()));
        }
        RotationReply done = OneShot.call(vertx -> admin.rotate(vertx, emergency.get(), this::progress), limit);
        terminal.out().println("key " + done.keyId() + " active");
        return 0;
    }

    /** Once for each set of followers: the seconds pass by themselves. */
    private void progress(KeyWait wait) {
        String followers = String.join(", ", wait.followers());
        String now = followers.isEmpty() ? "caches of the JWKS" : "caches of the JWKS and followers " + followers;
        if (!now.equals(told)) {
            terminal.err().println("waiting for " + now + ", at least " + wait.seconds() + " s");
            told = now;
        }
    }
}
