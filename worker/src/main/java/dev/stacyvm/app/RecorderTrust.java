package dev.stacyvm.app;

import dev.stacyvm.event.SafeName;
import dev.stacyvm.recorder.Trusted;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.FileTokenSource;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.trust.TrustFollower;
import dev.stacyvm.trust.TrustLogin;
import dev.stacyvm.trust.TrustPlan;
import dev.stacyvm.trust.TrustSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps what a recorder knows of whom to trust. Asked from any thread. */
final class RecorderTrust implements Role, Supplier<Trusted> {
    private final List<P256Key> keys;
    private final Optional<TrustFollower> follower;
    private final Runnable end;
    private volatile Trusted trusted;

    /**
     * Begins to follow the feed, where there is one.
     *
     * @param artifacts the recorder's folder, by which the issuer knows it
     * @param revoked told all revoked workers each time anything changes
     */
    RecorderTrust(Vertx vertx, TrustSource source, Path artifacts, Consumer<Set<String>> revoked) {
        this.keys = source.keys();
        this.trusted = trusted(keys, Map.of());
        Optional<Login> login = source.feed().map(feed -> login(vertx, feed));
        this.end = login.map(Login::end).orElse(() -> {});
        this.follower = source.feed()
                .map(feed -> TrustFollower.start(
                        vertx,
                        new TrustPlan(
                                feed.issuer(),
                                feed.tls(),
                                login.orElseThrow().show(),
                                SafeName.of("recorder " + artifacts.toAbsolutePath()),
                                TrustPlan.BOUND),
                        Time.system(),
                        snapshot -> {
                            learn(snapshot);
                            revoked.accept(snapshot.revoked().workers().keySet());
                        }));
    }

    private record Login(TrustLogin show, Runnable end) {}

    private static Login login(Vertx vertx, TrustSource.Feed feed) {
        if (feed.login() instanceof TrustSource.Login.ApiKey known) {
            return new Login(new TrustLogin.ApiKey(known.key()), () -> {});
        }
        Path file = ((TrustSource.Login.WorkerToken) feed.login()).file();
        FileTokenSource tokens = FileTokenSource.of(vertx, Time.system(), file);
        return new Login(new TrustLogin.WorkerToken(tokens), tokens::close);
    }

    private void learn(TrustSnapshot snapshot) {
        List<P256Key> all = new ArrayList<>(keys);
        all.addAll(snapshot.attestationKeys());
        trusted = trusted(all, snapshot.revoked().workers());
    }

    private static Trusted trusted(List<P256Key> keys, Map<String, Instant> revoked) {
        Optional<AttestationVerifier> verifier =
                keys.isEmpty() ? Optional.empty() : Optional.of(new AttestationVerifier(keys));
        return new Trusted(verifier, revoked, Optional.empty());
    }

    /** What is known now; nothing can be decided while a feed is named and was not heard for too long. */
    @Override
    public Trusted get() {
        Trusted now = trusted;
        return follower.filter(feed -> !feed.isFresh()).isEmpty()
                ? now
                : new Trusted(
                        now.attestations(),
                        now.revoked(),
                        Optional.of("the issuer has not told whom to trust, or not for too long"));
    }

    @Override
    public Future<Void> stop() {
        return follower.map(TrustFollower::stop)
                .orElse(Future.succeededFuture())
                .onComplete(done -> end.run());
    }
}
