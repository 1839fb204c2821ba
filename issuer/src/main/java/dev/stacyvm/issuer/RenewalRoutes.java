package dev.stacyvm.issuer;

import dev.stacyvm.http.Exchange;
import dev.stacyvm.http.Reply;
import dev.stacyvm.http.Routes;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.AssertionVerdict;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.AssertionRequest;
import dev.stacyvm.wire.ErrorCode;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import dev.stacyvm.wire.TokenReply;
import dev.stacyvm.wire.WireTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An enrolled worker gets a token for an assertion that its key signed. No token of ours opens this route. */
final class RenewalRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RenewalRoutes.class);
    private static final String DEFAULT_TTL = "5m";
    private static final int MAX_SHOWN = 64;

    /** @param audience words, none for the grant's first */
    private record Asked(String worker, String assertion, List<String> audience, TokenFormat format, Duration ttl) {}

    private final Enrolments enrolments;
    private final Minters minters;
    private final String issuer;
    private final Time time;

    RenewalRoutes(Enrolments enrolments, Minters minters, String issuer, Time time) {
        this.enrolments = enrolments;
        this.minters = minters;
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
        Asked asked =
                new Asked(worker, assertion, audience(body.audience()), minters.asked(body.format()), ttl(body.ttl()));
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
        List<String> granted = row.grant().audienceClaims();
        List<String> words = asked.audience().isEmpty() ? granted.subList(0, 1) : asked.audience();
        for (String word : words) {
            if (!granted.contains(word)) {
                return Future.succeededFuture(Reply.error(
                        ErrorCode.FORBIDDEN,
                        "audience \"" + Printable.of(word, MAX_SHOWN) + "\" is not granted to this worker"));
            }
        }
        Audiences audiences = Audiences.ofClaims(words).orElseThrow();
        if (asked.format() == TokenFormat.WORKER_V1 && audiences.contains(Audience.KAFKA)) {
            return Future.succeededFuture(
                    Reply.error(ErrorCode.BAD_REQUEST, "kafka takes no worker-v1 token; ask for the format jwt"));
        }
        // The id is taken for good before anything is minted.
        return enrolments
                .take(row, holds.id(), holds.expiresAt())
                .map(fresh ->
                        fresh ? minted(asked, row.grant(), audiences) : refused(asked, "it was used before", true));
    }

    private Reply minted(Asked asked, Grant grant, Audiences audiences) {
        String worker = asked.worker();
        MintedToken token = minters.of(asked.format())
                .orElseThrow()
                .mint(new MintRequest(worker, worker, audiences, grant.scopeClaims(), asked.ttl(), Duration.ZERO, ""));
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

    private static List<String> audience(@Nullable List<String> asked) throws BadRequest {
        List<String> words = new ArrayList<>();
        for (String word : asked == null ? List.<String>of() : asked) {
            words.add(word == null ? "" : GoText.trim(word));
        }
        boolean allowed = words.size() == 1 || Audiences.ofClaims(words).isPresent();
        if (words.contains("") || !(words.isEmpty() || allowed)) {
            throw new BadRequest(
                    "audience must name one audience, or worker:control-plane and kafka; ask once for each file");
        }
        return words;
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
