package dev.stacyvm.cli;

import dev.stacyvm.app.IssuerAccess;
import dev.stacyvm.app.JoinTokens;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.wire.JoinTokenReply;
import dev.stacyvm.wire.JoinTokenRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "join-token",
        description = "Make a token that enrols one worker once, and print it.",
        footer = {"", "What the worker may ever ask for is fixed by it: audiences, scopes and host."})
final class JoinTokenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WORKER-ID", description = "The worker that may enrol with it.")
    private Converters.WorkerId workerId;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:7423",
            description = "The issuer (default ${DEFAULT-VALUE}).")
    private BaseUrl issuer;

    @Option(
            names = "--admin-api-key-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the issuer's admin API key.")
    private String adminApiKeyFile;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How long it can be used, 1s to 1h (default ${DEFAULT-VALUE}).")
    private Duration ttl;

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            description = "Whom its tokens may be for; repeatable (default: worker:control-plane).")
    private @Nullable List<String> audiences;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "What its tokens allow; repeatable (default: worker:heartbeat worker:lease certify:attest).")
    private @Nullable List<String> scopes;

    @Option(
            names = "--host",
            paramLabel = "KEY",
            description = "The host whose certifications it may present (default: the worker id).")
    private @Nullable String host;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the token there, mode 0600, instead of printing it.")
    private @Nullable String output;

    @Mixin
    private AuthorityOption authority;

    private final Terminal terminal;

    JoinTokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Duration life = Limits.between("--ttl", ttl, Duration.ofSeconds(1), Duration.ofHours(1));
        Secret key = new SecretOptions(terminal).fromFile(adminApiKeyFile);
        JoinTokenRequest request =
                new JoinTokenRequest(workerId.value(), GoDuration.format(life), audiences, scopes, host);
        JoinTokenReply made = OneShot.call(
                vertx -> JoinTokens.make(vertx, new IssuerAccess(issuer, authority.tls(terminal), key), request));
        if (output == null) {
            terminal.out().println(made.joinToken());
        } else {
            JoinTokens.write(terminal.resolve(output), made.joinToken());
        }
        terminal.err()
                .println("join token " + made.tokenId() + " for " + made.workerId() + ", until " + made.expiresAt());
        return 0;
    }
}
