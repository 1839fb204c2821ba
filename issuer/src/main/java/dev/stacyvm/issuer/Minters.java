package dev.stacyvm.issuer;

import dev.stacyvm.key.Minter;
import dev.stacyvm.token.TokenFormat;
import java.util.Optional;

/**
 * Who mints which format; what is not asked for in one is a JWT where the service has a key for it.
 *
 * @param workerV1 where the service has the secret of a StacyVM fleet; at least one of both is there
 */
record Minters(Optional<Minter> jwt, Optional<Minter> workerV1) {
    Minters {
        if (jwt.isEmpty() && workerV1.isEmpty()) {
            throw new IllegalArgumentException("there is no key to sign tokens with; name one");
        }
    }

    Minter usual() {
        return jwt.or(() -> workerV1).orElseThrow();
    }

    /** Empty when the service has no key for that format. */
    Optional<Minter> of(TokenFormat format) {
        return switch (format) {
            case JWT -> jwt;
            case WORKER_V1 -> workerV1;
        };
    }

    /** What is minted of itself. */
    TokenFormat usualFormat() {
        return jwt.isPresent() ? TokenFormat.JWT : TokenFormat.WORKER_V1;
    }

    Minters countedBy(TokenMeter meter) {
        return new Minters(jwt.map(meter::over), workerV1.map(meter::over));
    }
}
