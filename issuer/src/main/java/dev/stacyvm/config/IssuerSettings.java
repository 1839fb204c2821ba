package dev.stacyvm.config;

import java.time.Duration;

/**
 * The section {@code issuer}.
 *
 * @param listen host and port of the issuer service
 * @param store the database's file; blank: {@code issuer.db} in the state folder
 * @param jwksCacheMax the longest time a verifier may keep the published keys; a key activates after twice that
 * @param signingKeyFile blank: the store holds the keys
 */
public record IssuerSettings(String listen, String store, Duration jwksCacheMax, String signingKeyFile) {
    static IssuerSettings from(Configuration configuration) {
        return new IssuerSettings(
                configuration.text("issuer.listen"),
                configuration.text("issuer.store"),
                configuration.duration("issuer.jwks_cache_max"),
                configuration.text("issuer.signing_key_file"));
    }
}
