package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotation-plan",
        description = "Print the steps that replace the signing key without refusing a worker.")
final class RotationPlanCommand implements Runnable {
    enum Form {
        text,
        json
    }

    @Option(
            names = "--new-key-ref",
            paramLabel = "REF",
            defaultValue = "auth.worker_signing_key",
            description = "Where the new key goes (default ${DEFAULT-VALUE}).")
    private String newKeyRef;

    @Option(
            names = "--previous-key-ref",
            paramLabel = "REF",
            defaultValue = "auth.worker_signing_keys[0]",
            description = "Where the previous key goes (default ${DEFAULT-VALUE}).")
    private String previousKeyRef;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Longest lifetime of a token in use, at most 15m (default ${DEFAULT-VALUE}).")
    private Duration ttl;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "What to print (default ${DEFAULT-VALUE}).")
    private Form format;

    private final Terminal terminal;

    RotationPlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Limits.between("--ttl", ttl, Duration.ofSeconds(1), Duration.ofMinutes(15));
        if (newKeyRef.isBlank() || previousKeyRef.isBlank()) {
            throw new UsageError("a key reference is blank; name where the key goes");
        }
        terminal.out()
                .print(TokenTool.rotationPlan(newKeyRef.strip(), previousKeyRef.strip(), ttl, format == Form.json));
    }
}
