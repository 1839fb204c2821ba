package dev.stacyvm.token;

import dev.stacyvm.wire.GoText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the fleet's Go programs accept (contract, sections 1.4 and 1.5), for migrations only. */
final class CompatibleProfile implements Profile {
    /** Later seconds overflow the Go programs' clock type, which makes the token a dead one. */
    private static final long LAST_SECOND = Long.MAX_VALUE - 62_135_596_800L;

    @Override
    public String trimmed(String token) {
        return GoText.trim(token);
    }

    @Override
    public Optional<WorkerV1Claims> decode(byte[] token, int from, int to) {
        String payload = new String(token, from, to - from, StandardCharsets.ISO_8859_1);
        return Base64Url.compatible(payload).flatMap(ClaimsReader.COMPATIBLE::read);
    }

    @Override
    public Verdict judge(WorkerV1Claims claims, Audience expected, long now) {
        String workerId = GoText.trim(claims.workerId());
        if (workerId.isEmpty() || claims.exp() <= 0) {
            return new Verdict.Rejected(Rejection.BAD_CLAIMS);
        }
        if (now >= claims.exp() || claims.exp() > LAST_SECOND) {
            return new Verdict.Rejected(Rejection.EXPIRED);
        }
        long latest = now + Lifetime.SKEW_SECONDS;
        if (claims.nbf() > latest || claims.iat() > latest) {
            return new Verdict.Rejected(Rejection.NOT_YET_VALID);
        }
        if (claims.iat() > 0 && claims.exp() - claims.iat() > Lifetime.MAX_SECONDS) {
            return new Verdict.Rejected(Rejection.TOO_LONG_LIVED);
        }
        String audience = GoText.trim(claims.audience());
        if (!audience.isEmpty() && !audience.equals(expected.claim())) {
            return new Verdict.Rejected(Rejection.WRONG_AUDIENCE);
        }
        return new Verdict.Accepted(new VerifiedToken(
                workerId,
                GoText.trim(claims.tokenId()),
                expected,
                scopes(claims),
                instant(Math.max(0, claims.iat())),
                instant(claims.exp())));
    }

    private static Set<Scope> scopes(WorkerV1Claims claims) {
        Set<Scope> known = claims.scopes().map(Scope::among).orElseGet(Scope::all);
        return known.isEmpty() ? Scope.all() : known;
    }

    private static Instant instant(long seconds) {
        return Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond()));
    }
}
