package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.file.Secret;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.key.SigningKey;
import dev.stacyvm.key.WorkerV1Minter;
import dev.stacyvm.time.Await;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.SharedKey;
import dev.stacyvm.token.Verdict;
import dev.stacyvm.token.WorkerV1Verifier;
import dev.stacyvm.trust.TrustFollower;
import dev.stacyvm.trust.TrustLogin;
import dev.stacyvm.trust.TrustPlan;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys and tokens rotate under load, and revocations bite. The whole course is run by
 * {@code -Drotation.keys=50 -Drotation.tokens=5000 -Drevocation.trials=1000}.
 */
@Tag("long")
class RotationUnderLoadIT {
    private static final int WORKERS = 200;
    private static final int KEY_ROTATIONS = Integer.getInteger("rotation.keys", 5);
    private static final int TOKEN_ROTATIONS = Integer.getInteger("rotation.tokens", 500);
    private static final int TRIALS = Integer.getInteger("revocation.trials", 100);
    private static final Duration CACHE = Duration.ofMillis(50);
    private static final String ROTATE = "/api/v1/admin/keys/rotate";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SigningKey first = SigningKey.generate();
    private IssuerService service;
    private TrustFollower follower;
    private Fleet fleet;

    @BeforeEach
    void start() {
        service = value(serve(folder.resolve("store")));
        BaseUrl issuer = BaseUrl.parse("http://" + service.address());
        TrustLogin login = new TrustLogin.ApiKey(Secret.of("the-admin-key"));
        follower = TrustFollower.start(vertx, new TrustPlan(issuer, login, "rpc"), Time.system());
        until(follower::isFresh);
        fleet = new Fleet(vertx, service.address(), follower, WORKERS);
    }

    @AfterEach
    void stop() {
        fleet.stop();
        value(follower.stop());
        value(service.stop());
        value(vertx.close());
    }

    @Test
    void refusesNobodyWhileKeysAndTokensRotate() throws Exception {
        for (int worker = 0; worker < WORKERS; worker++) {
            value(fleet.rotate(worker));
        }
        fleet.beatEvery(100);
        int rotated = 0;
        for (int key = 0; key < KEY_ROTATIONS; key++) {
            String next = rotateKey();
            until(() -> answer("{\"key_id\":\"" + next + "\"}")
                    .path("status")
                    .asText()
                    .equals("done"));
            for (int i = 0; i < TOKEN_ROTATIONS / KEY_ROTATIONS; i++) {
                value(fleet.rotate(rotated++ % WORKERS));
            }
        }
        until(() -> fleet.heartbeats.get() > WORKERS);

        System.out.println("rotation: " + KEY_ROTATIONS + " keys, " + rotated + " tokens, " + fleet.heartbeats.get()
                + " heartbeats, " + fleet.refused.get() + " refused");
        assertThat(fleet.told).isEmpty();
        assertThat(fleet.refused).hasValue(0);
    }

    @Test
    void refusesARevokedTokenFromTheAnswerOnAndForGood() throws Exception {
        List<String> tokens = new ArrayList<>();
        long slowestNanos = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            int worker = trial % WORKERS;
            value(fleet.rotate(worker));
            tokens.add(fleet.token(worker));
            assertThat(value(fleet.heartbeat(worker))).isEqualTo(200);
            revoke(fleet.token(worker));
            long told = Time.system().nanos();
            assertThat(value(fleet.heartbeat(worker))).isEqualTo(401);
            until(() -> isRefused(fleet.token(worker)));
            slowestNanos = Math.max(slowestNanos, Time.system().nanos() - told);
        }
        System.out.println("revocation: " + TRIALS + " trials, slowest at the follower " + slowestNanos / 1_000_000
                + " ms after the answer");
        assertThat(comeBackAfterAKill(tokens)).isZero();
    }

    /** What lies on the disk at this instant is what a killed process would leave. */
    private long comeBackAfterAKill(List<String> tokens) throws Exception {
        Path left = Files.createDirectory(folder.resolve("left"));
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            for (Path file : files.toList()) {
                Files.copy(file, left.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        IssuerService second = value(serve(left));
        value(fleet.rotate(0));
        assertThat(heartbeat(second, Fleet.name(0), fleet.token(0))).isEqualTo(200);
        long back = 0;
        for (int trial = 0; trial < tokens.size(); trial++) {
            int status = heartbeat(second, Fleet.name(trial % WORKERS), tokens.get(trial));
            back += status == 401 ? 0 : 1;
        }
        value(second.stop());
        return back;
    }

    private int heartbeat(IssuerService at, String worker, String token) {
        Map<String, String> headers = Map.of("X-Worker-ID", worker, "X-Worker-Token", token);
        String path = "/api/v1/worker/" + worker + "/heartbeat";
        return value(new Fleet(vertx, at.address(), follower, 1).send(path, headers, "{}"))
                .status();
    }

    private boolean isRefused(String token) {
        return follower.verify(token, Audience.CONTROL_PLANE) instanceof Verdict.Rejected;
    }

    private void revoke(String token) throws Exception {
        String payload = token.split("\\.", -1)[1];
        String id = Json.readObject(Base64.getUrlDecoder().decode(payload))
                .path("jti")
                .asText();
        Fleet.Answer answer =
                value(fleet.send("/api/v1/admin/revocations", IssuerRig.ADMIN, "{\"token_id\":\"" + id + "\"}"));
        assertThat(answer.status()).isEqualTo(201);
    }

    private String rotateKey() {
        return answer("{}").path("key_id").asText();
    }

    private JsonNode answer(String body) {
        try {
            return Json.readObject(
                    value(fleet.send(ROTATE, IssuerRig.ADMIN, body)).body().getBytes());
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private Future<IssuerService> serve(Path store) {
        SharedKey key = SharedKey.of(Secret.of("worker-signing-key-with-at-least-32-bytes"));
        return IssuerService.start(
                vertx,
                new IssuerSettings(
                        Listener.inClear(new ListenAddress("127.0.0.1", 0)),
                        store,
                        Secret.of("the-admin-key"),
                        Optional.empty(),
                        "1.2.3",
                        Optional.of(BaseUrl.parse("http://issuer.test"))),
                new TokenAuthority(
                        WorkerV1Minter.forService(key, Time.system()),
                        WorkerV1Verifier.strict(List.of(key), Set.of(), Time.system()),
                        Optional.of(new KeyPolicy(first, CACHE)),
                        Set.of()),
                Time.system(),
                routes -> {});
    }

    /** As {@link Await}, with the patience that a busy machine needs. */
    private static <T> T value(Future<T> future) {
        until(future::isComplete);
        return Await.value(future);
    }

    private static void until(BooleanSupplier condition) {
        long begin = Time.system().nanos();
        while (!condition.getAsBoolean()) {
            assertThat(Time.system().since(begin)).isLessThan(Duration.ofMinutes(1));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
