package dev.stacyvm.app;

import dev.stacyvm.file.IoClause;
import dev.stacyvm.file.PrivateFolder;
import dev.stacyvm.file.Secret;
import dev.stacyvm.issuer.KeyPolicy;
import dev.stacyvm.issuer.TokenAuthority;
import dev.stacyvm.key.SigningKeyFile;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.WorkerV1Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * With what an issuer signs and verifies tokens. One of the first and the last is needed.
 *
 * @param signingKey the secret of a StacyVM fleet: mints worker-v1 tokens where there is no token key or where they are
 *     asked for, and verifies them
 * @param verificationKeys verify worker-v1 tokens only: those that came before, or come next
 * @param revokedTokenIds refused whatever their signature says
 * @param tokenKey mints JWTs, and is published for others to verify them
 */
public record TokenKeys(
        Optional<Secret> signingKey,
        List<Secret> verificationKeys,
        List<String> revokedTokenIds,
        Optional<KeyPolicy> tokenKey) {
    /** The secret of a fleet alone. */
    public static TokenKeys of(Secret signingKey) {
        return new TokenKeys(Optional.of(signingKey), List.of(), List.of(), Optional.empty());
    }

    /** As {@link #signingWith}, with {@code token-key.pem} in the store's folder, which is made where it is missing. */
    public TokenKeys signingFrom(Path store, Duration jwksCacheMax) {
        try {
            return signingWith(PrivateFolder.ensure(store).resolve("token-key.pem"), jwksCacheMax);
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }

    /**
     * The same with the token key of a file, which is made when it is absent. Blocking; fails with one sentence.
     *
     * @param file in a folder that exists
     * @param jwksCacheMax the longest that verifiers keep the published keys
     */
    public TokenKeys signingWith(Path file, Duration jwksCacheMax) {
        try {
            KeyPolicy policy = new KeyPolicy(SigningKeyFile.readOrGenerate(file), jwksCacheMax);
            return new TokenKeys(signingKey, verificationKeys, revokedTokenIds, Optional.of(policy));
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }

    /** Fails when the secret is too short. */
    TokenAuthority authority(Time time) {
        Set<String> revoked = Set.copyOf(revokedTokenIds);
        return new TokenAuthority(signingKey.map(key -> workerV1(key, revoked, time)), tokenKey, revoked);
    }

    private TokenAuthority.WorkerV1 workerV1(Secret key, Set<String> revoked, Time time) {
        List<Secret> all =
                Stream.concat(Stream.of(key), verificationKeys.stream()).toList();
        return new TokenAuthority.WorkerV1(
                WorkerV1Minter.forService(SharedKey.of(key), time),
                WorkerV1Verifier.strict(SharedKey.list(all), revoked, time));
    }
}
