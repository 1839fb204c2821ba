package dev.stacyvm.token;

import dev.stacyvm.file.Secret;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.key.Minter;
import dev.stacyvm.time.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Mints words and believes those it minted: both ends of a token without any cryptography. */
public final class FakeTokens implements Minter, TokenVerifier {
    private final Time time;
    private final Map<String, VerifiedToken> minted = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean blind;

    public FakeTokens(Time time) {
        this.time = time;
    }

    /** From now on no token verifies. */
    public void stopVerifying() {
        blind = true;
    }

    @Override
    public MintedToken mint(MintRequest request) {
        String id = "id-" + count.incrementAndGet();
        Instant now = time.now();
        Instant expiry = now.plus(request.ttl()).truncatedTo(ChronoUnit.SECONDS);
        String text = "fake." + id;
        minted.put(
                text, new VerifiedToken(request.workerId(), id, request.audience(), scopes(request), now, expiry));
        return new MintedToken(Secret.of(text), id, request.workerId(), now, now, expiry);
    }

    @Override
    public Verdict verify(String token, Audience expected) {
        VerifiedToken known = blind ? null : minted.get(token);
        if (known == null) {
            return new Verdict.Rejected(Rejection.BAD_SIGNATURE);
        }
        return known.audience() == expected
                ? new Verdict.Accepted(known)
                : new Verdict.Rejected(Rejection.WRONG_AUDIENCE);
    }

    private static Set<Scope> scopes(MintRequest request) {
        if (request.scopes().isEmpty()) {
            return Scope.all();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        request.scopes().stream().map(Scope::of).flatMap(Optional::stream).forEach(scopes::add);
        return scopes;
    }
}
