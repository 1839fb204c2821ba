package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.app.TokenTool;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.file.IoClause;
import dev.stacyvm.file.Secret;
import dev.stacyvm.token.Audience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

final class TokenVerifyCommand implements Runnable {
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    private final SigningKeyOptions key = new SigningKeyOptions();
    private final Argument.Sure<String> token = Argument.word("TOKEN", "The token; - reads standard input.");
    private final Argument.Sure<List<String>> verificationKeyFiles =
            Argument.options("--verification-key-file", "FILE", "File with a further key to try; repeatable.");
    private final Argument.Sure<List<String>> verificationKeys = Argument.options(
            "--verification-key", "KEY", "A further key by value; - reads standard input; repeatable.");
    private final Argument.Sure<List<String>> publicKeyFiles = Argument.options(
            "--public-key-file", "FILE", "File with public keys of JWTs, as PEM, JWK or JWKS; repeatable.");
    private final Argument<Audience> audience = Argument.option(
                    Converters::audience, "--audience", "AUDIENCE", "The audience it must be for (default: any).")
            .among(List.of("worker:control-plane", "worker:rpc"));
    private final Argument<Converters.WorkerId> workerId =
            Argument.option(Converters.WorkerId::of, "--worker-id", "ID", "The worker it must be for (default: any).");
    private final Argument.Sure<List<String>> revokedTokenIds =
            Argument.options("--revoked-token-id", "ID", "Token id that is revoked; repeatable.");

    private final Terminal terminal;

    TokenVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    CommandLine commandLine() {
        return CommandLines.command(
                "verify",
                "Verify a worker token: signature, times, audience, worker, revocation.",
                this,
                key,
                token,
                verificationKeyFiles,
                verificationKeys,
                publicKeyFiles,
                audience,
                workerId,
                revokedTokenIds);
    }

    @Override
    public void run() {
        Configuration configuration = ConfigurationOption.load(terminal);
        WorkerCredentials configured = configuration.auth().worker();
        Set<String> revoked = new HashSet<>(configured.revokedTokenIds());
        revokedTokenIds.get().forEach(id -> revoked.add(id.strip()));
        TokenTool.Verify question = new TokenTool.Verify(
                keys(configuration),
                publicKeyFiles.get().stream().map(this::publicKeys).toList(),
                revoked,
                audience.given(),
                workerId.given().map(Converters.WorkerId::value));
        String text = new SecretOptions(terminal).token(token.get()).revealText();
        terminal.out().print(TokenTool.verify(question, text).pretty());
    }

    private String publicKeys(String file) {
        try {
            return new String(BoundedRead.of(terminal.resolve(file), MAX_KEYS_BYTES), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new OperatorError(IoClause.of(unreadable), unreadable);
        }
    }

    private List<Secret> keys(Configuration configuration) {
        SecretOptions secrets = new SecretOptions(terminal);
        List<Secret> keys = new ArrayList<>();
        key.choose(terminal, configuration).ifPresent(keys::add);
        keys.addAll(configuration.auth().worker().verificationKeys());
        verificationKeys.get().forEach(value -> keys.add(secrets.byValue("--verification-key", value)));
        verificationKeyFiles.get().forEach(file -> keys.add(secrets.fromFile(file)));
        return keys;
    }
}
