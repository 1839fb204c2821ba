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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Verify a worker token: signature, times, audience, worker, revocation.")
final class TokenVerifyCommand implements Runnable {
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    @Mixin
    private SigningKeyOptions key;

    @Parameters(paramLabel = "TOKEN", description = "The token; - reads standard input.")
    private String token;

    @Option(
            names = "--verification-key-file",
            paramLabel = "FILE",
            description = "File with a further key to try; repeatable.")
    private List<String> verificationKeyFiles = List.of();

    @Option(
            names = "--verification-key",
            paramLabel = "KEY",
            description = "A further key by value; - reads standard input; repeatable.")
    private List<String> verificationKeys = List.of();

    @Option(
            names = "--public-key-file",
            paramLabel = "FILE",
            description = "File with public keys of JWTs, as PEM, JWK or JWKS; repeatable.")
    private List<String> publicKeyFiles = List.of();

    @Option(names = "--audience", paramLabel = "AUDIENCE", description = "The audience it must be for (default: any).")
    private @Nullable Audience audience;

    @Option(names = "--worker-id", paramLabel = "ID", description = "The worker it must be for (default: any).")
    private Converters.@Nullable WorkerId workerId;

    @Option(names = "--revoked-token-id", paramLabel = "ID", description = "Token id that is revoked; repeatable.")
    private List<String> revokedTokenIds = List.of();

    private final Terminal terminal;

    TokenVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        Configuration configuration = ConfigurationOption.load(terminal);
        WorkerCredentials configured = configuration.auth().worker();
        Set<String> revoked = new HashSet<>(configured.revokedTokenIds());
        revokedTokenIds.forEach(id -> revoked.add(id.strip()));
        TokenTool.Verify question = new TokenTool.Verify(
                keys(configuration),
                publicKeyFiles.stream().map(this::publicKeys).toList(),
                revoked,
                Optional.ofNullable(audience),
                Optional.ofNullable(workerId).map(Converters.WorkerId::value));
        String text = new SecretOptions(terminal).token(token).revealText();
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
        verificationKeys.forEach(
                value -> secrets.byValue("--verification-key", value).ifPresent(keys::add));
        verificationKeyFiles.forEach(file -> keys.add(secrets.fromFile(file)));
        return keys;
    }
}
