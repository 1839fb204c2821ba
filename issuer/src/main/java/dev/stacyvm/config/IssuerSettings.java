package dev.stacyvm.config;

import java.time.Duration;

/**
 * The section {@code issuer}.
 *
 * @param listen host and port of the issuer service
 * @param url how workers reach it, and what it calls itself towards them; blank: where it listens
 * @param store the folder of the database; blank: named on the command line
 * @param jwksCacheMax the longest time a verifier may keep the published keys; a key activates after twice that
 * @param tokenKeyFile the key that signs JWTs until the first rotation; blank: in the store's folder
 */
public record IssuerSettings(String listen, String url, String store, Duration jwksCacheMax, String tokenKeyFile) {
    static IssuerSettings from(Configuration configuration) {
        return new IssuerSettings(
                configuration.text("issuer.listen"),
                configuration.text("issuer.url"),
                configuration.text("issuer.store"),
                configuration.duration("issuer.jwks_cache_max"),
                configuration.text("issuer.token_key_file"));
    }
}
