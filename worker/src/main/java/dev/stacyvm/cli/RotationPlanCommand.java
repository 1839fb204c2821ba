package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import dev.stacyvm.time.GoDuration;
import java.time.Duration;
import picocli.CommandLine;

final class RotationPlanCommand implements Runnable {
    enum Form {
        text,
        json
    }

    private final Argument.Sure<String> newKeyRef = Argument.option(
                    "--new-key-ref", "REF", "Where the new key goes (default ${DEFAULT-VALUE}).")
            .orElse("auth.worker_signing_key");
    private final Argument.Sure<String> previousKeyRef = Argument.option(
                    "--previous-key-ref", "REF", "Where the previous key goes (default ${DEFAULT-VALUE}).")
            .orElse("auth.worker_signing_keys[0]");
    private final Argument.Sure<Duration> ttl = Argument.option(
                    GoDuration::parse,
                    "--ttl",
                    "DURATION",
                    "Longest lifetime of a token in use, at most 15m (default ${DEFAULT-VALUE}).")
            .orElse("5m");
    private final Argument.Sure<Form> format = Argument.option(
                    Form.class, "--format", "text|json", "What to print (default ${DEFAULT-VALUE}).")
            .orElse("text");

    private final Terminal terminal;

    RotationPlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        String description = "Print the steps that replace the signing key without refusing a worker.";
        return CommandLines.command("rotation-plan", description, this, newKeyRef, previousKeyRef, ttl, format);
    }

    @Override
    public void run() {
        Limits.between("--ttl", ttl.get(), Duration.ofSeconds(1), Duration.ofMinutes(15));
        String next = newKeyRef.get().strip();
        String previous = previousKeyRef.get().strip();
        if (next.isEmpty() || previous.isEmpty()) {
            throw new UsageError("a key reference is blank; name where the key goes");
        }
        terminal.out().print(TokenTool.rotationPlan(next, previous, ttl.get(), format.get() == Form.json));
    }
}
