package dev.stacyvm.issuer;

import dev.stacyvm.controlplane.ControlPlane;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service can do its work: mint a token, verify it, and write to its store. Asked without credentials, so it is
 * found out at most once a second. Owned by the server's event loop.
 */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final long LIMIT_SECONDS = 2;
    /** Reserved, so the token opens nothing; it never leaves the process. */
    private static final MintRequest PROBE = MintRequest.forControlPlane("local", Duration.ofSeconds(5));

    private final Minters minters;
    private final TokenVerifier verifier;
    private final ControlPlane plane;
    private final Time time;
    private Future<Boolean> latest = Future.succeededFuture(false);
    private long askedNanos;

    Readiness(Minters minters, TokenVerifier verifier, ControlPlane plane, Time time) {
        this.minters = minters;
        this.verifier = verifier;
        this.plane = plane;
        this.time = time;
        this.askedNanos = time.nanos() - FRESH.toNanos();
    }

    /** Never fails. */
    Future<Boolean> check() {
        if (time.since(askedNanos).compareTo(FRESH) >= 0) {
            askedNanos = time.nanos();
            latest = find();
        }
        return latest;
    }

    private Future<Boolean> find() {
        if (!canMintAndVerify()) {
            LOG.error("not ready: a token minted here does not verify here");
            return Future.succeededFuture(false);
        }
        return plane.proveWritable()
                .timeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .map(true)
                .onFailure(failure -> LOG.error("not ready: {}", failure.getMessage()))
                .otherwise(false);
    }

    private boolean canMintAndVerify() {
        return Stream.of(minters.jwt(), minters.workerV1())
                .flatMap(Optional::stream)
                .map(minter -> minter.mint(PROBE).token().revealText())
                .allMatch(token -> verifier.verify(token, Audience.CONTROL_PLANE) instanceof Verdict.Accepted);
    }
}
