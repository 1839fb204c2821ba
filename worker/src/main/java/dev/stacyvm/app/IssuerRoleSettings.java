package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.Listener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code stacyvm issuer serve} was asked for.
 *
 * @param store folder of {@code issuer.db}, made 0700
 * @param version shown by the health routes
 * @param url what the issuer calls itself towards workers; empty for where it listens
 * @param controlPlane whether it serves registry and leases too
 */
public record IssuerRoleSettings(
        Listener listen,
        Path store,
        Secret adminApiKey,
        Optional<Secret> apiKey,
        TokenKeys keys,
        String version,
        Optional<BaseUrl> url,
        boolean controlPlane) {}
