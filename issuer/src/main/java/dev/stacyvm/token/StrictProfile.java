package dev.stacyvm.token;

import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.Ids;
import java.time.Instant;
import java.util.Optional;

/** The strict profile of contract, section 1.6: takes everything the fleet's issuers emit and nothing looser. */
final class StrictProfile implements Profile {
    private static final int MAX_TOKEN_ID = 256;

    @Override
    public String trimmed(String token) {
        return token;
    }

    @Override
    public Optional<WorkerV1Claims> decode(byte[] token, int from, int to) {
        return Base64Url.strict(token, from, to).flatMap(json -> {
            Optional<WorkerV1Claims> plain = PlainClaims.read(json);
            return plain.isPresent() ? plain : ClaimsReader.STRICT.read(json);
        });
    }

    @Override
    public Verdict judge(WorkerV1Claims claims, Audience expected, long now) {
        if (!named(claims)) {
            return new Verdict.Rejected(Rejection.BAD_CLAIMS);
        }
        Optional<Rejection> flaw = Lifetime.flaw(claims.iat(), claims.nbf(), claims.exp(), now);
        if (flaw.isPresent()) {
            return new Verdict.Rejected(flaw.get());
        }
        if (!claims.audience().equals(expected.claim())) {
            return new Verdict.Rejected(Rejection.WRONG_AUDIENCE);
        }
        return new Verdict.Accepted(new VerifiedToken(
                claims.workerId(),
                claims.tokenId(),
                expected,
                claims.scopes().map(Scope::among).orElseGet(Scope::all),
                Instant.ofEpochSecond(claims.iat()),
                Instant.ofEpochSecond(claims.exp())));
    }

    private static boolean named(WorkerV1Claims claims) {
        String tokenId = claims.tokenId();
        return Ids.isValid(claims.workerId())
                && !tokenId.isEmpty()
                && tokenId.length() <= MAX_TOKEN_ID
                && GoText.trim(tokenId).length() == tokenId.length()
                && !claims.audience().isEmpty();
    }
}
