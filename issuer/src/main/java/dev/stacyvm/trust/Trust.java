package dev.stacyvm.trust;

import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Rejection;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a follower holds, and since when the issuer has confirmed it. It never goes back to an older epoch, and counts for
 * nothing once the last confirmation is older than the bound on either clock. Immutable: a step gives another.
 */
public final class Trust {
    /** One instant on both clocks. */
    public record Moment(Instant wall, long nanos) {
        public static Moment of(Time time) {
            return new Moment(time.now(), time.nanos());
        }
    }

    /** A snapshot with what was made of it, so that a confirmation does not lose the verified tokens. */
    private record Held(TrustSnapshot snapshot, TokenVerifier tokens, AttestationVerifier attestations, Moment at) {}

    private final Duration bound;
    private final Optional<Held> held;

    private Trust(Duration bound, Optional<Held> held) {
        this.bound = bound;
        this.held = held;
    }

    /** @param bound the longest a token lives: later, one that was revoked meanwhile could pass */
    public static Trust none(Duration bound) {
        return new Trust(bound, Optional.empty());
    }

    /** The epoch held; 0 for nothing. */
    public long epoch() {
        return held.map(it -> it.snapshot().epoch()).orElse(0L);
    }

    public Optional<TrustSnapshot> snapshot() {
        return held.map(Held::snapshot);
    }

    /**
     * The whole of a newer snapshot, or the confirmation of the one held; empty when it is older, for the issuer's word
     * of before does not count.
     *
     * @param asked when the request left, before which nothing was said about what came after
     */
    public Optional<Trust> accept(TrustSnapshot snapshot, Moment asked, Time time) {
        if (snapshot.epoch() < epoch()) {
            return Optional.empty();
        }
        if (snapshot.epoch() == epoch()) {
            return Optional.of(confirm(asked));
        }
        return Optional.of(new Trust(
                bound,
                Optional.of(new Held(
                        snapshot,
                        snapshot.verifier(Optional.empty(), time),
                        new AttestationVerifier(snapshot.attestationKeys()),
                        asked))));
    }

    /** The issuer says that nothing has changed. */
    public Trust confirm(Moment asked) {
        return new Trust(bound, held.map(it -> new Held(it.snapshot(), it.tokens(), it.attestations(), asked)));
    }

    /** Whether it still counts. */
    public boolean isFresh(Moment now) {
        return held.filter(it -> isWithin(Duration.ofNanos(now.nanos() - it.at().nanos()))
                        && isWithin(Duration.between(it.at().wall(), now.wall())))
                .isPresent();
    }

    public Verdict verify(String token, Audience expected, Moment now) {
        return held.filter(it -> isFresh(now))
                .map(it -> it.tokens().verify(token, expected))
                .orElseGet(() -> new Verdict.Rejected(Rejection.STALE_TRUST));
    }

    public Attestation verify(byte[] envelope, Moment now) {
        if (!isFresh(now)) {
            return new Attestation.Rejected("the issuer has not been heard for too long to know what it revoked");
        }
        Held it = held.orElseThrow();
        Attestation found = it.attestations().verify(envelope);
        return found instanceof Attestation.Genuine genuine && isRevoked(it.snapshot(), genuine)
                ? new Attestation.Rejected("its worker was revoked after it was made")
                : found;
    }

    private static boolean isRevoked(TrustSnapshot snapshot, Attestation.Genuine genuine) {
        Instant before = snapshot.revoked().workers().get(genuine.workerId());
        return before != null && Instant.parse(genuine.attestedAt()).isBefore(before);
    }

    private boolean isWithin(Duration age) {
        return age.compareTo(bound) < 0;
    }
}
