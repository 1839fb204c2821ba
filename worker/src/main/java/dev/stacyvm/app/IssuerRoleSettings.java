package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code stacyvm issuer serve} was asked for.
 *
 * @param store folder of {@code issuer.db}, made 0700
 * @param signingKey mints and verifies worker-v1 tokens
 * @param verificationKeys verify only: those that came before, or come next
 * @param revokedTokenIds refused whatever their signature says
 * @param version shown by the health routes
 * @param url what the issuer calls itself towards workers; empty for where it listens
 */
public record IssuerRoleSettings(
        ListenAddress listen,
        Path store,
        Secret adminApiKey,
        Optional<Secret> apiKey,
        Secret signingKey,
        List<Secret> verificationKeys,
        List<String> revokedTokenIds,
        String version,
        Optional<BaseUrl> url) {}
