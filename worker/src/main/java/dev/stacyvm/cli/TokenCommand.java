package dev.stacyvm.cli;

import dev.stacyvm.app.TokenTool;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description = "Mint a signed worker token, or inspect, verify and plan with one of the commands.")
final class TokenCommand implements Runnable {
    enum Form {
        token,
        json
    }

    @Mixin
    private SigningKeyOptions key;

    @Parameters(arity = "0..1", paramLabel = "WORKER-ID", description = "The worker the token is for.")
    private Converters.@Nullable WorkerId workerId;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "Lifetime, at most 15m (default ${DEFAULT-VALUE}).")
    private Duration ttl;

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            defaultValue = "worker:control-plane",
            description = "worker:control-plane or worker:rpc (default ${DEFAULT-VALUE}).")
    private Audience audience;

    @Option(names = "--token-id", paramLabel = "ID", defaultValue = "", description = "Token id (default: generated).")
    private String tokenId;

    @Option(
            names = "--not-before",
            paramLabel = "DURATION",
            defaultValue = "0s",
            description = "Delay after which the token is valid (default ${DEFAULT-VALUE}).")
    private Duration notBefore;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "What the token allows; repeatable (default: all).")
    private List<String> scopes = List.of();

    @Option(
            names = "--format",
            paramLabel = "token|json",
            defaultValue = "token",
            description = "What to print (default ${DEFAULT-VALUE}).")
    private Form format;

    private final Terminal terminal;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (workerId == null) {
            throw new UsageError("the WORKER-ID is missing");
        }
        Limits.between("--ttl", ttl, Duration.ofSeconds(1), Duration.ofMinutes(15));
        if (notBefore.isNegative()) {
            throw new UsageError("--not-before is " + GoDuration.format(notBefore) + "; it is a delay, zero or more");
        }
        Configuration configuration = ConfigurationOption.load(terminal);
        TokenTool.Issue issue = new TokenTool.Issue(
                key.require(terminal, configuration),
                workerId.value(),
                audience,
                scopes,
                ttl,
                notBefore,
                tokenId.strip());
        TokenTool.weakness(issue.key()).ifPresent(terminal::warn);
        TokenTool.Issued issued = TokenTool.issue(issue);
        terminal.out().print(format == Form.json ? Json.pretty(issued) : issued.token() + "\n");
    }
}
