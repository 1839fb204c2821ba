package dev.stacyvm.sidecar;

import dev.stacyvm.file.Disk;
import dev.stacyvm.file.Secret;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.http.ApiAnswer;
import dev.stacyvm.http.ApiClient;
import dev.stacyvm.http.ApiRequest;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.time.GoDuration;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Assertion;
import dev.stacyvm.token.P256Pair;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.AssertionRequest;
import dev.stacyvm.wire.EnrolReply;
import dev.stacyvm.wire.EnrolRequest;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Printable;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets tokens with a key pair of the worker's own. An issuer that does not know the key is given the join token, where
 * there is one; that is all the state there is, so that whatever broke heals by trying again. On one event loop.
 */
final class EnrolledFetch implements TokenFetch {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolledFetch.class);
    private static final int UNAUTHORIZED = 401;
    private static final int MAX_SHOWN = 120;

    private final ApiClient client;
    private final BaseUrl issuer;
    private final SidecarCredential.Enrolment enrolment;
    private final WorkerExecutor files;
    private final Disk disk;
    private final Time time;
    private final IssuerAnswers answers;

    /** Made or read once; a failure is forgotten, so that the next try looks again. */
    private Optional<Future<P256Pair>> pair = Optional.empty();
    /** Whether the pair was made just now, so that no issuer can know it. */
    private boolean unknown;
    /** The enrolment under way, shared by the files that wait for it. */
    private Optional<Future<Optional<String>>> enrolling = Optional.empty();

    EnrolledFetch(
            ApiClient client,
            BaseUrl issuer,
            SidecarCredential.Enrolment enrolment,
            WorkerExecutor files,
            Disk disk,
            Time time) {
        this.client = client;
        this.issuer = issuer;
        this.enrolment = enrolment;
        this.files = files;
        this.disk = disk;
        this.time = time;
        this.answers = new IssuerAnswers(issuer, time);
    }

    @Override
    public Future<Checked> fetch(TokenFile plan) {
        return pair().compose(key -> introduced(plan, key))
                .compose(key -> renew(plan, key)
                        .compose(answer -> answer.status() == UNAUTHORIZED
                                ? enrolAndRenew(plan, key, answer)
                                : Future.succeededFuture(judge(plan, answer))))
                .otherwise(failure -> new Checked.Bad(String.valueOf(failure.getMessage())));
    }

    /** A key that was made just now is enrolled first; what comes of it shows in the renewal that follows. */
    private Future<P256Pair> introduced(TokenFile plan, P256Pair key) {
        if (!unknown || enrolment.joinTokenFile().isEmpty()) {
            return Future.succeededFuture(key);
        }
        return enrolOnce(plan, key, enrolment.joinTokenFile().get())
                .onSuccess(problem -> unknown = false)
                .map(key);
    }

    /** The pair is read once; a failed read is tried again by the next fetch. */
    private Future<P256Pair> pair() {
        if (pair.isPresent()) {
            return pair.get();
        }
        Future<P256Pair> reading = files.executeBlocking(() -> !Files.exists(enrolment.keyFile()), false)
                .onSuccess(absent -> unknown = absent)
                .compose(absent ->
                        files.executeBlocking(() -> P256Pair.readOrGenerate(enrolment.keyFile(), disk), false));
        pair = Optional.of(reading);
        // The read may have failed already, and then forgets itself here: what is returned must not be the field.
        reading.onFailure(unusable -> pair = Optional.empty());
        return reading;
    }

    private Future<ApiAnswer> renew(TokenFile plan, P256Pair key) {
        String worker = plan.workerId();
        String assertion = Assertion.sign(key, worker, issuer.toString(), time.now());
        AssertionRequest body = new AssertionRequest(
                assertion,
                plan.audiences().claims(),
                plan.format().map(TokenFormat::word).orElse(null),
                GoDuration.format(plan.ttl()));
        return client.send(ApiRequest.post(issuer.at(path(worker, "token")), Map.of(), body)
                .within(IssuerAnswers.limit(plan)));
    }

    private Future<Checked> enrolAndRenew(TokenFile plan, P256Pair key, ApiAnswer refusal) {
        if (enrolment.joinTokenFile().isEmpty()) {
            return Future.succeededFuture(judge(plan, refusal));
        }
        return enrolOnce(plan, key, enrolment.joinTokenFile().get())
                .compose(problem -> problem.isPresent()
                        ? Future.succeededFuture(
                                new Checked.Bad(issuer + " answered " + refusal.problem() + "; " + problem.get()))
                        : renew(plan, key).map(answer -> judge(plan, answer)));
    }

    private Future<Optional<String>> enrolOnce(TokenFile plan, P256Pair key, Path joinTokenFile) {
        if (enrolling.isEmpty()) {
            Future<Optional<String>> attempt = files.executeBlocking(() -> SecretFile.read(joinTokenFile), false)
                    .compose(token -> enrol(plan, key, token))
                    .otherwise(failure -> Optional.of("not enrolled: " + failure.getMessage()));
            enrolling = Optional.of(attempt);
            attempt.onComplete(done -> enrolling = Optional.empty());
            return attempt;
        }
        return enrolling.orElseThrow();
    }

    private Future<Optional<String>> enrol(TokenFile plan, P256Pair key, Secret joinToken) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + joinToken.revealText());
        EnrolRequest body = new EnrolRequest(key.publicKey().jwk());
        return client.send(ApiRequest.post(issuer.at(path(plan.workerId(), "enroll")), headers, body)
                        .within(IssuerAnswers.limit(plan)))
                .map(answer -> enrolled(plan, answer));
    }

    /** Empty when it worked. An assertion names the issuer it is for, so both must call it the same. */
    private Optional<String> enrolled(TokenFile plan, ApiAnswer answer) {
        if (!answer.succeeded()) {
            return Optional.of("not enrolled: " + answer.problem() + "; make a new join token for " + plan.workerId());
        }
        String name = name(answer);
        if (!name.equals(issuer.toString())) {
            return Optional.of("enrolled, but the issuer calls itself \"" + Printable.of(name, MAX_SHOWN)
                    + "\"; give the sidecar that URL");
        }
        LOG.info("worker enrolled worker_id={} file={}", plan.workerId(), enrolment.keyFile());
        return Optional.empty();
    }

    private static String name(ApiAnswer answer) {
        try {
            String name = answer.body(EnrolReply.class).issuer();
            return name == null ? "" : name;
        } catch (InvalidJson notOurs) {
            return "";
        }
    }

    private Checked judge(TokenFile plan, ApiAnswer answer) {
        boolean unknown = answer.status() == UNAUTHORIZED;
        return answers.judge(plan, answer, unknown ? "; enrol the worker again with a new join token" : "");
    }

    private static String path(String workerId, String last) {
        return "/api/v1/worker/" + workerId + "/" + last;
    }
}
