package dev.stacyvm.issuer;

import dev.stacyvm.key.Minter;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who mints which format; what is not asked for in one is a JWT where the service has a key for it.
 *
 * @param workerV1 where the service has the secret of a StacyVM fleet; at least one of both is there
 */
record Minters(Optional<Minter> jwt, Optional<Minter> workerV1) {
    private static final int MAX_SHOWN = 64;

    Minters {
        if (jwt.isEmpty() && workerV1.isEmpty()) {
            throw new IllegalArgumentException("there is no key to sign tokens with; name one");
        }
    }

    /** Empty when the service has no key for that format. */
    Optional<Minter> of(TokenFormat format) {
        return switch (format) {
            case JWT -> jwt;
            case WORKER_V1 -> workerV1;
        };
    }

    /** The format that a request names, of those minted here; without a name, what is minted of itself. */
    TokenFormat asked(@Nullable String word) throws BadRequest {
        TokenFormat usual = jwt.isPresent() ? TokenFormat.JWT : TokenFormat.WORKER_V1;
        if (word == null || word.isEmpty()) {
            return usual;
        }
        return TokenFormat.of(word)
                .filter(format -> of(format).isPresent())
                .orElseThrow(() -> new BadRequest("format \"" + Printable.of(word, MAX_SHOWN)
                        + "\" is not minted here; leave it out for " + usual.word()));
    }

    Minters countedBy(TokenMeter meter) {
        return new Minters(jwt.map(meter::over), workerV1.map(meter::over));
    }
}
