package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Json;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

final class TokenCommand implements Runnable {
    enum Form {
        token,
        json
    }

    private final SigningKeyOptions key = new SigningKeyOptions();
    private final Argument<Converters.WorkerId> workerId =
            Argument.optionalWord(Converters.WorkerId::of, "WORKER-ID", "The worker the token is for.");
    private final Argument.Sure<Duration> ttl = Argument.option(
                    GoDuration::parse, "--ttl", "DURATION", "Lifetime, at most 15m (default ${DEFAULT-VALUE}).")
            .orElse("5m");
    private final Argument.Sure<Audience> audience = Argument.option(
                    Converters::audience,
                    "--audience",
                    "AUDIENCE",
                    "worker:control-plane or worker:rpc (default ${DEFAULT-VALUE}).")
            .among(List.of("worker:control-plane", "worker:rpc"))
            .orElse("worker:control-plane");
    private final Argument.Sure<String> tokenId = Argument.option("--token-id", "ID", "Token id (default: generated).")
            .orElse("");
    private final Argument.Sure<Duration> notBefore = Argument.option(
                    GoDuration::parse,
                    "--not-before",
                    "DURATION",
                    "Delay after which the token is valid (default ${DEFAULT-VALUE}).")
            .orElse("0s");
    private final Argument.Sure<List<String>> scopes =
            Argument.options("--scope", "SCOPE", "What the token allows; repeatable (default: all).");
    private final Argument.Sure<Form> format = Argument.option(
                    Form.class, "--format", "token|json", "What to print (default ${DEFAULT-VALUE}).")
            .orElse("token");

    private final Terminal terminal;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "token",
                "Mint a signed worker token, or inspect, verify and plan with one of the commands.",
                this,
                key,
                workerId,
                ttl,
                audience,
                tokenId,
                notBefore,
                scopes,
                format);
    }

    @Override
    public void run() {
        String worker = workerId.given()
                .map(Converters.WorkerId::value)
                .orElseThrow(() -> new UsageError("the WORKER-ID is missing"));
        Limits.between("--ttl", ttl.get(), Duration.ofSeconds(1), Duration.ofMinutes(15));
        Duration delay = notBefore.get();
        if (delay.isNegative()) {
            throw new UsageError("--not-before is " + GoDuration.format(delay) + "; it is a delay, zero or more");
        }
        TokenTool.Issue issue = new TokenTool.Issue(
                key.require(terminal, ConfigurationOption.load(terminal)),
                worker,
                audience.get(),
                scopes.get(),
                ttl.get(),
                delay,
                tokenId.get().strip());
        TokenTool.weakness(issue.key()).ifPresent(terminal::warn);
        TokenTool.Issued issued = TokenTool.issue(issue);
        terminal.out().print(format.get() == Form.json ? Json.pretty(issued) : issued.token() + "\n");
    }
}
