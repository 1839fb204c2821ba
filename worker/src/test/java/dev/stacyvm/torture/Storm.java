package dev.stacyvm.torture;

import dev.stacyvm.token.Audience;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.token.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rotations by renaming as fast as they go, against the requests of one victim. A token is refused when it does not
 * verify, and when it had been replaced before the request's predecessor was answered, which is the earliest moment at
 * which the request can have been begun.
 */
final class Storm implements Judge {
    private static final long CHECK_EVERY = 256;

    /** What came of it. */
    record Outcome(long rotations, long requests, long refused) {
        @Override
        public String toString() {
            return rotations + " rotations by renaming, " + requests + " requests, " + refused + " refused";
        }
    }

    private final CheckingPlane plane;
    private final TokenFolder folder;
    private final Mint mint = new Mint();
    private final TokenVerifier verifier = Mint.verifier();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private long floor;

    Storm(CheckingPlane plane, TokenFolder folder) {
        this.plane = plane;
        this.folder = folder;
    }

    /** Goes on until both numbers are reached; throws when no request comes for a minute. */
    Outcome run(Victim victim, long rotations, long enough) throws IOException {
        folder.clean(mint.numbered(0));
        plane.judgeWith(this);
        victim.start();
        try {
            if (!plane.awaitSent(1, Duration.ofSeconds(20))) {
                throw new IOException("the command sends no request");
            }
            while (completed.get() < rotations || requests.get() < enough) {
                rotate();
            }
        } finally {
            victim.stop();
        }
        return new Outcome(completed.get(), requests.get(), refused.get());
    }

    private void rotate() throws IOException {
        long number = completed.get() + 1;
        folder.rename(mint.numbered(number));
        completed.set(number);
        if (number % CHECK_EVERY == 0) {
            plane.forget();
        }
    }

    @Override
    public Sent.Kind judge(String token) {
        boolean good = isWhole(token) && number(token) >= floor;
        floor = completed.get();
        requests.incrementAndGet();
        if (!good) {
            refused.incrementAndGet();
        }
        return good ? Sent.Kind.GOOD : Sent.Kind.STALE;
    }

    private boolean isWhole(String token) {
        return verifier.verify(token, Audience.CONTROL_PLANE) instanceof Verdict.Accepted;
    }

    private static long number(String token) {
        return UnverifiedToken.inspect(token)
                .flatMap(whole -> whole.claims().tokenId())
                .map(id -> Long.parseLong(id.substring(1)))
                .orElse(-1L);
    }
}
