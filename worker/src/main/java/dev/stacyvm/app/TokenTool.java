package dev.stacyvm.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stacyvm.file.Secret;
import dev.stacyvm.key.MintRequest;
import dev.stacyvm.key.MintedToken;
import dev.stacyvm.key.RotationPlan;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.JwtKey;
import dev.stacyvm.token.JwtVerifier;
import dev.stacyvm.token.KeyedVerifier;
import dev.stacyvm.token.PublicKeyText;
import dev.stacyvm.token.Rejection;
import dev.stacyvm.token.Revocations;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.TokenVerifier;
import dev.stacyvm.token.TokenView;
import dev.stacyvm.token.UnverifiedToken;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code worker token} and its commands do (contract, section 6). */
public final class TokenTool {
    private TokenTool() {}

    /** A token to mint. */
    public record Issue(
            Secret key,
            String workerId,
            Audience audience,
            List<String> scopes,
            Duration ttl,
            Duration notBefore,
            String tokenId) {}

    /** A minted token as it is printed; times are RFC 3339 in UTC to the second. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Issued(
            String token,
            String tokenId,
            String workerId,
            String audience,
            List<String> scopes,
            String issuedAt,
            @Nullable String notBefore,
            String expiresAt) {
        @Override
        public String toString() {
            return "Issued[tokenId=" + tokenId + "]";
        }
    }

    /**
     * What a token is verified against.
     *
     * @param keys of worker-v1 tokens, tried in order
     * @param publicKeys of JWTs, each as PEM, JWK or JWKS
     * @param audience empty for any
     * @param workerId empty for any
     */
    public record Verify(
            List<Secret> keys,
            List<String> publicKeys,
            Set<String> revokedTokenIds,
            Optional<Audience> audience,
            Optional<String> workerId) {}

    /** What makes the key easier to guess than it should be. */
    public static Optional<String> weakness(Secret key) {
        return SharedKey.of(key).weakness();
    }

    public static Issued issue(Issue issue) {
        MintRequest request = new MintRequest(
                issue.workerId(), issue.audience(), issue.scopes(), issue.ttl(), issue.notBefore(), issue.tokenId());
        MintedToken minted = new WorkerV1Minter(SharedKey.of(issue.key()), Time.system()).mint(request);
        return new Issued(
                minted.token().revealText(),
                minted.tokenId(),
                minted.workerId(),
                issue.audience().claim(),
                issue.scopes(),
                shown(minted.issuedAt()),
                issue.notBefore().isZero() ? null : shown(minted.notBefore()),
                shown(minted.expiresAt()));
    }

    /** Fails when the text is no token. */
    public static TokenView inspect(String token) {
        return TokenView.of(decoded(token), false);
    }

    /** Fails, saying why, when the token does not hold. */
    public static TokenView verify(Verify question, String token) {
        Verdict verdict = verdict(verifier(question, token), question.audience(), token);
        if (verdict instanceof Verdict.Rejected rejected) {
            throw new OperatorError("the token does not hold: " + words(rejected.reason()));
        }
        TokenView view = TokenView.of(decoded(token), true);
        String worker = ((Verdict.Accepted) verdict).token().workerId();
        if (question.workerId().isPresent() && !question.workerId().get().equals(worker)) {
            throw new OperatorError("the token is of worker " + worker + ", not of "
                    + question.workerId().get());
        }
        return view;
    }

    /** The plan as text, or as JSON. */
    public static String rotationPlan(String newKeyRef, String previousKeyRef, Duration ttl, boolean json) {
        RotationPlan plan = RotationPlan.of(newKeyRef, previousKeyRef, ttl);
        return json ? Json.pretty(plan) : plan.text();
    }

    /** The token's format chooses the keys. */
    private static TokenVerifier verifier(Verify question, String token) {
        Time time = Time.system();
        if (!token.startsWith(JwtVerifier.BEGIN)) {
            require(!question.keys().isEmpty(), "there is no key to verify with; name one with --signing-key-file");
            return WorkerV1Verifier.strict(SharedKey.list(question.keys()), question.revokedTokenIds(), time);
        }
        require(
                !question.publicKeys().isEmpty(),
                "this is a JWT and there is no public key to verify it with; name one with --public-key-file");
        return new KeyedVerifier(
                JwtVerifier.ofAnyIssuer(publicKeys(question), time),
                Optional.empty(),
                new Revocations(question.revokedTokenIds(), Map.of(), Set.of()));
    }

    private static List<JwtKey> publicKeys(Verify question) {
        try {
            return question.publicKeys().stream()
                    .flatMap(text -> PublicKeyText.read(text).stream())
                    .toList();
        } catch (IllegalArgumentException unusable) {
            throw new OperatorError("a public key cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static void require(boolean holds, String told) {
        if (!holds) {
            throw new OperatorError(told);
        }
    }

    private static Verdict verdict(TokenVerifier verifier, Optional<Audience> audience, String token) {
        if (audience.isPresent()) {
            return verifier.verify(token, audience.get());
        }
        Verdict last = verifier.verify(token, Audience.CONTROL_PLANE);
        for (Audience other : List.of(Audience.RPC, Audience.KAFKA)) {
            boolean foreign = last instanceof Verdict.Rejected no && no.reason() == Rejection.WRONG_AUDIENCE;
            last = foreign ? verifier.verify(token, other) : last;
        }
        return last;
    }

    private static UnverifiedToken decoded(String token) {
        return UnverifiedToken.inspect(token)
                .orElseThrow(() -> new OperatorError(
                        "this is no worker token; one has three parts and begins" + " stacyvm-worker-v1. or is a JWT"));
    }

    private static String words(Rejection reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shown(Instant time) {
        return time.toString();
    }
}
