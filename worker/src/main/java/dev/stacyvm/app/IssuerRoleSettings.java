package dev.stacyvm.app;

import dev.stacyvm.file.IoClause;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Listener;
import dev.stacyvm.issuer.KeyPolicy;
import dev.stacyvm.key.SigningKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code stacyvm issuer serve} was asked for.
 *
 * @param store folder of {@code issuer.db}, made 0700
 * @param signingKey mints worker-v1 tokens where there is no token key, and always verifies them
 * @param verificationKeys verify only: those that came before, or come next
 * @param revokedTokenIds refused whatever their signature says
 * @param version shown by the health routes
 * @param url what the issuer calls itself towards workers; empty for where it listens
 * @param tokenKey mints JWTs instead, and is published for others to verify them
 */
public record IssuerRoleSettings(
        Listener listen,
        Path store,
        Secret adminApiKey,
        Optional<Secret> apiKey,
        Secret signingKey,
        List<Secret> verificationKeys,
        List<String> revokedTokenIds,
        String version,
        Optional<BaseUrl> url,
        Optional<KeyPolicy> tokenKey) {
    /** As {@link #signingWith(Path, Duration)}, for verifiers that keep the published keys for a minute. */
    public IssuerRoleSettings signingWith(Path file) {
        return signingWith(file, KeyPolicy.JWKS_CACHE_MAX);
    }

    /**
     * The same with the token key of a file, which is made when it is absent. Blocking; fails with one sentence.
     *
     * @param file in a folder that exists
     * @param jwksCacheMax the longest that verifiers keep the published keys
     */
    public IssuerRoleSettings signingWith(Path file, Duration jwksCacheMax) {
        try {
            return new IssuerRoleSettings(
                    listen,
                    store,
                    adminApiKey,
                    apiKey,
                    signingKey,
                    verificationKeys,
                    revokedTokenIds,
                    version,
                    url,
                    Optional.of(new KeyPolicy(SigningKeyFile.readOrGenerate(file), jwksCacheMax)));
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }
}
