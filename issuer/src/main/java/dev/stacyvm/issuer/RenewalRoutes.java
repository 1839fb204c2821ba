package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.key.Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.AssertionVerdict;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.AssertionRequest;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An enrolled worker gets a token for an assertion that its key signed. No token of ours opens this route. */
final class RenewalRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RenewalRoutes.class);
    private static final String DEFAULT_TTL = "5m";
    private static final int MAX_SHOWN = 64;

    /** @param audience empty for the grant's first */
    private record Asked(String worker, String assertion, String audience, Duration ttl) {}

    private final Enrolments enrolments;
    private final Minter minter;
    private final String issuer;
    private final Time time;

    RenewalRoutes(Enrolments enrolments, Minter minter, String issuer, Time time) {
        this.enrolments = enrolments;
        this.minter = minter;
        this.issuer = issuer;
        this.time = time;
    }

    void addTo(Routes routes, RateLimit limit) {
        routes.post("/api/v1/worker/:worker/token", limit.guard(((Handler) this::renew).asEndpoint()));
    }

    private Future<Reply> renew(Exchange exchange) throws BadRequest, InvalidJson {
        String worker = PathIds.worker(exchange);
        AssertionRequest body = exchange.body(AssertionRequest.class);
        String assertion = body.assertion() == null ? "" : body.assertion();
        Asked asked = new Asked(worker, assertion, audience(body.audience()), ttl(body.ttl()));
        return enrolments
                .find(worker)
                .compose(row -> row.map(found -> judge(asked, found))
                        .orElseGet(() -> Future.succeededFuture(refused(asked, "not enrolled", false))));
    }

    private Future<Reply> judge(Asked asked, EnrolmentTable.Row row) {
        AssertionVerdict verdict = Assertion.verify(asked.assertion(), row.key(), asked.worker(), issuer, time.now());
        if (verdict instanceof AssertionVerdict.Refused no) {
            return Future.succeededFuture(refused(asked, no.why(), no.authentic()));
        }
        AssertionVerdict.Holds holds = (AssertionVerdict.Holds) verdict;
        List<Audience> granted = row.grant().audiences();
        String audience = asked.audience().isEmpty() ? granted.get(0).claim() : asked.audience();
        if (!row.grant().audienceClaims().contains(audience)) {
            return Future.succeededFuture(Reply.error(
                    ErrorCode.FORBIDDEN,
                    "audience \"" + Printable.of(audience, MAX_SHOWN) + "\" is not granted to this worker"));
        }
        // The id is taken for good before anything is minted.
        return enrolments
                .take(row, holds.id(), holds.expiresAt())
                .map(fresh -> fresh
                        ? minted(asked, row.grant(), Audience.of(audience).orElseThrow())
                        : refused(asked, "it was used before", true));
    }

    private Reply minted(Asked asked, Grant grant, Audience audience) {
        MintedToken token = minter.mint(
                new MintRequest(asked.worker(), audience, grant.scopeClaims(), asked.ttl(), Duration.ZERO, ""));
        LOG.info(
                "token minted worker_id={} token_id={} expires_at={}",
                token.workerId(),
                token.tokenId(),
                token.expiresAt());
        return Reply.ok(new TokenReply(
                token.token().revealText(), token.tokenId(), token.workerId(), WireTime.exact(token.expiresAt())));
    }

    /** Only who holds the key is told why; others could learn who is enrolled. */
    private static Reply refused(Asked asked, String why, boolean told) {
        LOG.warn("assertion refused worker_id={} error={}", asked.worker(), why);
        return Reply.error(
                ErrorCode.UNAUTHORIZED, told ? "invalid worker assertion: " + why : "invalid worker assertion");
    }

    private static String audience(@Nullable List<String> asked) throws BadRequest {
        if (asked == null || asked.isEmpty()) {
            return "";
        }
        String only = asked.get(0);
        if (asked.size() > 1 || only == null || GoText.trim(only).isEmpty()) {
            throw new BadRequest("audience must name one audience; ask once for each file");
        }
        return GoText.trim(only);
    }

    private static Duration ttl(@Nullable String text) throws BadRequest {
        Duration ttl = Ttl.positive(text == null || text.isBlank() ? DEFAULT_TTL : GoText.trim(text))
                .orElseThrow(() -> new BadRequest("invalid ttl; use a Go duration like 5m or 15m"));
        if (ttl.compareTo(MintRequest.MAX_TTL) > 0) {
            throw new BadRequest("ttl exceeds maximum allowed worker token lifetime of 15m");
        }
        return ttl;
    }
}
