package dev.stacyvm.issuer;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an issuer service is told at start.
 *
 * @param store folder of the database; made if absent, held by one issuer at a time
 * @param adminKey opens every API route; never empty
 * @param apiKey opens the routes that change nothing
 * @param version shown by the health routes
 * @param name what the issuer calls itself, the URL by which workers know it: the audience of their assertions; empty
 *     for that of its listener
 * @param controlPlane whether it has registry and leases; where a StacyVM control plane has them, only one may
 */
public record IssuerSettings(
        Listener listen,
        Path store,
        Secret adminKey,
        Optional<Secret> apiKey,
        String version,
        Optional<BaseUrl> name,
        boolean controlPlane) {
    public IssuerSettings {
        if (adminKey.length() == 0) {
            throw new IllegalArgumentException(
                    "the admin API key is empty; the service does not start without one, so give it a key file");
        }
        if (apiKey.isPresent() && apiKey.get().length() == 0) {
            throw new IllegalArgumentException("the API key is empty; leave it out or give it a key file");
        }
    }

    /** A service with a control plane. */
    public IssuerSettings(
            Listener listen,
            Path store,
            Secret adminKey,
            Optional<Secret> apiKey,
            String version,
            Optional<BaseUrl> name) {
        this(listen, store, adminKey, apiKey, version, name, true);
    }

    /** A service that speaks in clear and is known by the address it listens on. */
    public IssuerSettings(ListenAddress listen, Path store, Secret adminKey, Optional<Secret> apiKey, String version) {
        this(Listener.inClear(listen), store, adminKey, apiKey, version, Optional.empty());
    }

    String issuerName() {
        return name.map(BaseUrl::toString).orElseGet(listen::url);
    }
}
