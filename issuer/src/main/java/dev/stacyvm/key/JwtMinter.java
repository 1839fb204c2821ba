package dev.stacyvm.key;

import dev.stacyvm.file.Secret;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Scope;
import io.jsonwebtoken.Jwts;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Mints JWT access tokens (RFC 9068), signed with ES256 by whichever key is active. */
public final class JwtMinter implements Minter {
    private static final String TYPE = "at+jwt";

    private final String issuer;
    private final Supplier<SigningKey> active;
    private final Time time;

    /**
     * @param issuer the {@code iss} of every token
     * @param active asked for every token; any thread
     */
    public JwtMinter(String issuer, Supplier<SigningKey> active, Time time) {
        this.issuer = issuer;
        this.active = active;
        this.time = time;
    }

    @Override
    public MintedToken mint(MintRequest request) {
        Instant now = time.now();
        SigningKey key = active.get();
        String tokenId = request.tokenId().isBlank() ? TokenIds.next() : request.tokenId();
        Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
        Instant expires = Instant.ofEpochSecond(now.plus(request.ttl()).getEpochSecond());
        Instant begins = request.notBefore().isZero()
                ? issued
                : Instant.ofEpochSecond(now.plus(request.notBefore()).getEpochSecond());
        var token = Jwts.builder()
                .header()
                .type(TYPE)
                .keyId(key.id())
                .and()
                .issuer(issuer)
                .subject(request.caller())
                .claim("client_id", request.caller())
                .claim("worker_id", request.workerId())
                .claim("aud", request.audiences().claims())
                .claim("scope", scope(request.scopes()))
                .id(tokenId)
                .issuedAt(Date.from(issued))
                .expiration(Date.from(expires))
                .signWith(key.privateKey(), Es256Signing.INSTANCE);
        if (!request.notBefore().isZero()) {
            token.notBefore(Date.from(begins));
        }
        Secret text = Secret.of(token.compact());
        return new MintedToken(text, tokenId, request.workerId(), issued, begins, expires);
    }

    /** A JWT says what it allows: no scope would mean nothing, where the older format means everything. */
    private static String scope(List<String> asked) {
        return asked.isEmpty()
                ? Scope.all().stream().map(Scope::claim).collect(Collectors.joining(" "))
                : String.join(" ", asked);
    }
}
