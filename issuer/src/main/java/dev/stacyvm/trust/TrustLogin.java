package dev.stacyvm.trust;

import dev.stacyvm.file.Secret;
import dev.stacyvm.token.TokenSource;

/** What a follower shows to the issuer. */
public sealed interface TrustLogin {
    /** An API key of the issuer, the reading one or the admin's. */
    record ApiKey(Secret key) implements TrustLogin {}

    /** A worker's token for the control plane, read anew for every request. */
    record WorkerToken(TokenSource tokens) implements TrustLogin {}
}
