package dev.stacyvm.torture;

import dev.stacyvm.file.Secret;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.WorkerV1Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Real tokens, good and bad, each other than all before. */
final class Mint {
    static final String WORKER = "worker-a";
    private static final SharedKey KEY = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
    private static final Duration TTL = Duration.ofMinutes(15);
    private static final Time TWO_HOURS_AGO = new Time() {
        @Override
        public Instant now() {
            return Time.system().now().minus(Duration.ofHours(2));
        }

        @Override
        public long nanos() {
            return Time.system().nanos();
        }
    };

    private final WorkerV1Minter minter = new WorkerV1Minter(KEY, Time.system());

    String good() {
        return text(minter, MintRequest.forControlPlane(WORKER, TTL));
    }

    String numbered(long number) {
        return text(minter, request(Duration.ZERO, "r" + number));
    }

    String expired() {
        return text(new WorkerV1Minter(KEY, TWO_HOURS_AGO), MintRequest.forControlPlane(WORKER, TTL));
    }

    String early() {
        return text(minter, request(TTL.dividedBy(2), ""));
    }

    String anothers() {
        return text(minter, MintRequest.forControlPlane("worker-b", TTL));
    }

    static TokenVerifier verifier() {
        return WorkerV1Verifier.strict(List.of(KEY), Set.of(), Time.system());
    }

    private static MintRequest request(Duration notBefore, String id) {
        return new MintRequest(WORKER, Audience.CONTROL_PLANE, List.of(), TTL, notBefore, id);
    }

    private static String text(WorkerV1Minter minter, MintRequest request) {
        return minter.mint(request).token().revealText();
    }
}
