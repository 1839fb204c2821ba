package dev.stacyvm.token;

import dev.stacyvm.time.Time;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Verifies JWT access tokens with the public keys of one moment; a change of them is another verifier. A token has one
 * accepted spelling, names its key, and carries the one algorithm of that key.
 */
public final class JwtVerifier implements TokenVerifier {
    /** What the header of every JWT begins with: <code>{"</code> in base64url. */
    public static final String BEGIN = "eyJ";

    private static final int MAX_SEEN = 20_000;

    private final Map<String, JwtKey> keys;
    private final Optional<String> issuer;
    private final Time time;
    private final SeenTokens seen = new SeenTokens(MAX_SEEN);

    private JwtVerifier(Collection<JwtKey> keys, Optional<String> issuer, Time time) {
        this.keys = keys.stream().distinct().collect(Collectors.toUnmodifiableMap(JwtKey::id, Function.identity()));
        this.issuer = issuer;
        this.time = time;
    }

    /** Takes tokens of one issuer, by its exact {@code iss}. */
    public static JwtVerifier of(Collection<JwtKey> keys, String issuer, Time time) {
        return new JwtVerifier(keys, Optional.of(issuer), time);
    }

    /** Takes tokens of whoever holds one of the keys, for commands that are given key files and nothing else. */
    public static JwtVerifier ofAnyIssuer(Collection<JwtKey> keys, Time time) {
        return new JwtVerifier(keys, Optional.empty(), time);
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        if (token.length() > WorkerV1Verifier.MAX_LENGTH || !token.startsWith(BEGIN)) {
            return new Verdict.Rejected(Rejection.MALFORMED);
        }
        long now = time.epochSecond();
        Optional<JwtClaims> known = seen.find(token);
        if (known.isEmpty()) {
            return first(token, expected, now);
        }
        Verdict verdict = judge(known.get(), expected, now);
        if (verdict instanceof Verdict.Rejected rejected && rejected.reason() == Rejection.EXPIRED) {
            seen.forget(token);
        }
        return verdict;
    }

    private Verdict first(String token, Audience expected, long now) {
        Optional<CompactJws> jws = CompactJws.of(token);
        if (jws.isEmpty()) {
            return new Verdict.Rejected(Rejection.MALFORMED);
        }
        JwtKey key = keys.get(jws.get().keyId());
        boolean holds = key != null
                && key.algorithm().equals(jws.get().algorithm())
                && key.signed(token, jws.get().signature());
        if (!holds) {
            return new Verdict.Rejected(Rejection.BAD_SIGNATURE);
        }
        Optional<JwtClaims> claims = JwtClaims.read(jws.get().payload());
        if (claims.isEmpty()) {
            return new Verdict.Rejected(Rejection.BAD_CLAIMS);
        }
        Verdict verdict = judge(claims.get(), expected, now);
        if (verdict instanceof Verdict.Accepted) {
            seen.keep(token, claims.get(), now);
        }
        return verdict;
    }

    private Verdict judge(JwtClaims claims, Audience expected, long now) {
        if (issuer.isPresent() && !issuer.get().equals(claims.issuer())) {
            return new Verdict.Rejected(Rejection.BAD_CLAIMS);
        }
        Optional<Rejection> flaw = Lifetime.flaw(claims.issuedAt(), claims.notBefore(), claims.expiresAt(), now);
        if (flaw.isPresent()) {
            return new Verdict.Rejected(flaw.get());
        }
        if (!claims.audiences().contains(expected)) {
            return new Verdict.Rejected(Rejection.WRONG_AUDIENCE);
        }
        return new Verdict.Accepted(new VerifiedToken(
                claims.workerId(),
                claims.subject(),
                claims.tokenId(),
                expected,
                claims.scopes(),
                Instant.ofEpochSecond(claims.issuedAt()),
                Instant.ofEpochSecond(claims.expiresAt())));
    }
}
