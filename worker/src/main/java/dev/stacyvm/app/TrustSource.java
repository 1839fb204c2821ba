package dev.stacyvm.app;

import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.token.P256Key;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a recorder learns whom to trust.
 *
 * @param keys attestation keys that are known beforehand
 * @param feed tells more keys, and who is revoked
 */
public record TrustSource(List<P256Key> keys, Optional<Feed> feed) {
    public TrustSource {
        keys = List.copyOf(keys);
    }

    /** An issuer's trust feed, and what opens it. */
    public record Feed(BaseUrl issuer, ClientTls tls, Login login) {}

    /** What opens a trust feed. */
    public sealed interface Login {
        /** One that is read anew for every request. */
        record WorkerToken(Path file) implements Login {}

        /** The reading key, or the admin's. */
        record ApiKey(Secret key) implements Login {}
    }
}
