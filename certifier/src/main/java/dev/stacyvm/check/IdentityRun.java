package dev.stacyvm.check;

import dev.stacyvm.check.Replies.Issued;
import dev.stacyvm.file.Secret;
import dev.stacyvm.probe.CommandReading;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The checks of one run. Each refusal differs in one thing from a verification that was accepted, and is only tried
 * after that one passed: a program that refuses everything proves nothing.
 */
final class IdentityRun {
    private static final String OLD_TOKEN = "certification-old-key";
    private static final String SHORT_TOKEN = "certification-short-lived";
    private static final String SHORT = "1s";
    private static final String OVER_THE_CAP = "15m1s";
    private static final Duration AFTER_EXPIRY = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final TokenProgram program;
    private final IdentitySettings settings;
    private final IdentityKeys keys;
    private final Time time;
    private final Scheduler scheduler;
    private final Replies replies;
    private final Checklist checks;
    private final Once<CommandReading> issuing;
    private final Once<CommandReading> issuingOld;

    IdentityRun(TokenProgram program, IdentitySettings settings, IdentityKeys keys, Time time, Scheduler scheduler) {
        this.program = program;
        this.settings = settings;
        this.keys = keys;
        this.time = time;
        this.scheduler = scheduler;
        this.replies = new Replies(settings, keys.scrub());
        this.checks = new Checklist(time);
        this.issuing = new Once<>(() -> program.issue(keys.current(), settings, settings.tokenId(), settings.ttl()));
        this.issuingOld = new Once<>(() -> program.issue(keys.old(), settings, OLD_TOKEN, settings.ttl()));
    }

    Future<List<CheckResult>> rows() {
        checks.add("identity.keys", keys.verdict());
        lifecycle();
        refusals();
        rotation();
        return checks.rows();
    }

    private void lifecycle() {
        checks.after("identity.keys", "identity.issue", () -> issuing.get().map(replies::issue));
        checks.after(
                "identity.issue",
                "identity.inspect",
                () -> withToken(token -> program.inspect(token.token()).map(replies::inspect)));
        checks.after(
                "identity.issue",
                "identity.verify",
                () -> withToken(token -> verify(token.token(), settings.workerId(), settings.audience(), List.of())
                        .map(reply -> replies.accepted(reply, "the token"))));
    }

    private void refusals() {
        List<String> revoked = List.of("--revoked-token-id", settings.tokenId());
        refusal("identity.revocation", "a revoked token", settings.workerId(), settings.audience(), revoked);
        refusal("identity.wrong_audience", "a token for another audience", settings.workerId(), other(), List.of());
        refusal("identity.wrong_worker", "a token of another worker", otherWorker(), settings.audience(), List.of());
        checks.after("identity.verify", "identity.tampered", this::tampered);
        checks.after("identity.verify", "identity.expired", this::expired);
        checks.after("identity.verify", "identity.lifetime_cap", this::lifetimeCap);
    }

    /** Neither issued nor, whoever issued it, accepted. */
    private Future<Verdict> lifetimeCap() {
        Secret forged = LongLived.token(keys.key().orElseThrow(), settings, time.now());
        return program.issue(keys.current(), settings, settings.tokenId(), OVER_THE_CAP)
                .map(reply -> replies.notIssuedFor(reply, "a lifetime of " + OVER_THE_CAP))
                .compose(issued -> issued.status() == Status.PASS
                        ? verify(forged, settings.workerId(), settings.audience(), List.of())
                                .map(reply -> replies.refused(reply, "a lifetime of " + OVER_THE_CAP))
                        : Future.succeededFuture(issued));
    }

    private void rotation() {
        checks.after(
                "identity.verify",
                "identity.rotation_overlap",
                () -> withOld(
                        List.of("--verification-key-file", keys.old().toString()),
                        reply -> replies.accepted(reply, "a token of the old key, while that is a verification key,")));
        checks.after(
                "identity.rotation_overlap",
                "identity.old_key",
                () -> withOld(
                        List.of(), reply -> replies.refused(reply, "a token of the old key, after the rotation,")));
        checks.after(
                "identity.keys",
                "identity.rotation_plan",
                () -> program.rotationPlan(settings.ttl()).map(replies::rotationPlan));
    }

    private void refusal(String name, String what, String workerId, String audience, List<String> more) {
        checks.after(
                "identity.verify",
                name,
                () -> withToken(token ->
                        verify(token.token(), workerId, audience, more).map(reply -> replies.refused(reply, what))));
    }

    private Future<Verdict> tampered() {
        return withToken(token -> tampered(Tamper.payload(token.token()), "a token with a changed payload")
                .compose(payload -> payload.status() == Status.PASS
                        ? tampered(Tamper.signature(token.token()), "a token with a changed payload or signature")
                        : Future.succeededFuture(payload)));
    }

    private Future<Verdict> tampered(Secret token, String what) {
        return verify(token, settings.workerId(), settings.audience(), List.of())
                .map(reply -> replies.refused(reply, what));
    }

    private Future<Verdict> expired() {
        Future<CommandReading> issued = program.issue(keys.current(), settings, SHORT_TOKEN, SHORT);
        return with(
                issued,
                SHORT_TOKEN,
                token -> until(token)
                        .compose(waited -> verify(token.token(), settings.workerId(), settings.audience(), List.of()))
                        .map(reply -> replies.refused(reply, "an expired token")));
    }

    private Future<Void> until(Issued token) {
        Duration wait = Duration.between(time.now(), token.expiresAt()).plus(AFTER_EXPIRY);
        Promise<Void> expired = Promise.promise();
        scheduler.after(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, expired::complete);
        return expired.future();
    }

    private Future<Verdict> withOld(List<String> more, Function<CommandReading, Verdict> judge) {
        return with(
                issuingOld.get(),
                OLD_TOKEN,
                token -> verify(token.token(), settings.workerId(), settings.audience(), more)
                        .map(judge));
    }

    private Future<Verdict> withToken(Function<Issued, Future<Verdict>> use) {
        return with(issuing.get(), settings.tokenId(), use);
    }

    private Future<Verdict> with(Future<CommandReading> issued, String tokenId, Function<Issued, Future<Verdict>> use) {
        return issued.compose(reading -> replies.issued(reading, tokenId)
                .map(use)
                .orElseGet(() -> Future.succeededFuture(replies.notIssued(reading))));
    }

    private Future<CommandReading> verify(Secret token, String workerId, String audience, List<String> more) {
        return program.verify(token, keys.current(), workerId, audience, more);
    }

    private String other() {
        boolean rpc = settings.audience().equals(Audience.RPC.claim());
        return rpc ? Audience.CONTROL_PLANE.claim() : Audience.RPC.claim();
    }

    private String otherWorker() {
        return settings.workerId().equals("worker-other") ? "worker-another" : "worker-other";
    }
}
