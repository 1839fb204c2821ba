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
import picocli.CommandLine;

final class JoinTokenCommand implements Callable<Integer> {
    private final Argument.Sure<Converters.WorkerId> workerId =
            Argument.word(Converters.WorkerId::of, "WORKER-ID", "The worker that may enrol with it.");
    private final Argument.Sure<BaseUrl> issuer = Argument.option(
                    BaseUrl::parse, "--issuer", "URL", "The issuer (default ${DEFAULT-VALUE}).")
            .orElse("http://127.0.0.1:7423");
    private final Argument.Sure<String> adminApiKeyFile = Argument.option(
                    "--admin-api-key-file", "FILE", "File with the issuer's admin API key.")
            .required();
    private final Argument.Sure<Duration> ttl = Argument.option(
                    GoDuration::parse,
                    "--ttl",
                    "DURATION",
                    "How long it can be used, 1s to 1h (default ${DEFAULT-VALUE}).")
            .orElse("10m");
    private final Argument.Sure<List<String>> audiences = Argument.options(
            "--audience", "AUDIENCE", "Whom its tokens may be for; repeatable (default: worker:control-plane).");
    private final Argument.Sure<List<String>> scopes = Argument.options(
            "--scope",
            "SCOPE",
            "What its tokens allow; repeatable (default: worker:heartbeat worker:lease certify:attest).");
    private final Argument<String> host =
            Argument.option("--host", "KEY", "The host whose certifications it may present (default: the worker id).");
    private final Argument<String> output =
            Argument.option("--output", "FILE", "Write the token there, mode 0600, instead of printing it.");
    private final AuthorityOption authority = new AuthorityOption();

    private final Terminal terminal;

    JoinTokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.withFooter(
                CommandLines.command(
                        "join-token",
                        "Make a token that enrols one worker once, and print it.",
                        this,
                        workerId,
                        issuer,
                        adminApiKeyFile,
                        ttl,
                        audiences,
                        scopes,
                        host,
                        output,
                        authority),
                "What the worker may ever ask for is fixed by it: audiences, scopes and host.");
    }

    @Override
    public Integer call() {
        Duration life = Limits.between("--ttl", ttl.get(), Duration.ofSeconds(1), Duration.ofHours(1));
        Secret key = new SecretOptions(terminal).fromFile(adminApiKeyFile.get());
        JoinTokenRequest request = new JoinTokenRequest(
                workerId.get().value(),
                GoDuration.format(life),
                audiences.get(),
                scopes.get(),
                host.given().orElse(null));
        JoinTokenReply made = OneShot.call(
                vertx -> JoinTokens.make(vertx, new IssuerAccess(issuer.get(), authority.tls(terminal), key), request));
        output.given()
                .map(terminal::resolve)
                .ifPresentOrElse(
                        file -> JoinTokens.write(file, made.joinToken()),
                        () -> terminal.out().println(made.joinToken()));
        terminal.err()
                .println("join token " + made.tokenId() + " for " + made.workerId() + ", until " + made.expiresAt());
        return 0;
    }
}
