package dev.stacyvm.app;

import dev.stacyvm.file.FileMode;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.http.ClientTls;
import dev.stacyvm.http.ListenAddress;
import dev.stacyvm.http.Listener;
import dev.stacyvm.issuer.KeyPolicy;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Audiences;
import dev.stacyvm.token.TokenFormat;
import dev.stacyvm.wire.JoinTokenRequest;
import dev.stacyvm.worker.WorkerProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole product on one machine. The parts are those of the single commands and talk as those do: over HTTP and
 * files.
 */
public final class Up {
    private static final Logger LOG = LoggerFactory.getLogger(Up.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LEASE_TTL = Duration.ofSeconds(30);
    private static final Duration FIRST_TOKEN = Duration.ofSeconds(2);
    private static final Duration SHUTDOWN = Duration.ofSeconds(2);
    private static final List<String> PROVIDERS = List.of("firecracker", "docker", "proot");

    private Up() {}

    /** Starts the parts in order; fails with one sentence, everything stopped, when one cannot start. */
    public static Future<Role> start(Vertx vertx, UpSettings settings, Optional<KafkaAccess> kafka) {
        UpFolder folder = settings.folder();
        return new Roles()
                .then(() -> Future.succeededFuture(() -> release(folder)))
                .then(() -> IssuerRole.start(vertx, issuer(settings)))
                .then(() -> Recording.start(vertx, folder, controlPlane(settings), kafka))
                .then(() -> invite(vertx, settings).compose(invited -> SidecarRole.start(vertx, sidecar(settings))))
                .then(() -> kafka.isEmpty() ? nothing() : Forwarding.start(vertx, forwarding(settings, kafka.get())))
                .then(() -> FileArrival.of(Scheduler.of(vertx), folder.tokenFile(), FIRST_TOKEN)
                        .compose(there -> WorkerRole.start(vertx, worker(settings))))
                .started()
                .onSuccess(running -> welcome(settings));
    }

    private static IssuerRoleSettings issuer(UpSettings settings) {
        UpFolder folder = settings.folder();
        return new IssuerRoleSettings(
                Listener.inClear(new ListenAddress(LOOPBACK, settings.port())),
                folder.state(),
                folder.adminApiKey(),
                Optional.empty(),
                new TokenKeys(
                        Optional.of(folder.signingKey()),
                        List.of(),
                        List.of(),
                        Optional.of(new KeyPolicy(folder.tokenKey()))),
                settings.version(),
                Optional.empty(),
                true);
    }

    /** As an operator does: a join token over HTTP, handed to the sidecar in a file. It ends unused where the key is known. */
    private static Future<Void> invite(Vertx vertx, UpSettings settings) {
        UpFolder folder = settings.folder();
        IssuerAccess issuer = new IssuerAccess(controlPlane(settings), ClientTls.usual(), folder.adminApiKey());
        JoinTokenRequest request = new JoinTokenRequest(settings.workerId(), null, null, null, null);
        return JoinTokens.make(vertx, issuer, request).map(made -> {
            JoinTokens.write(folder.joinTokenFile(), made.joinToken());
            return null;
        });
    }

    private static SidecarRoleSettings sidecar(UpSettings settings) {
        return new SidecarRoleSettings(
                controlPlane(settings),
                new SidecarLogin.Enrolled(
                        settings.folder().enrolmentKeyFile(),
                        Optional.of(settings.folder().joinTokenFile())),
                settings.workerId(),
                settings.tokenTtl(),
                List.of(new SidecarOutput(
                        Audiences.of(Audience.CONTROL_PLANE),
                        Optional.of(TokenFormat.JWT),
                        settings.folder().tokenFile())),
                FileMode.OWNER_ONLY,
                Optional.empty(),
                Optional.empty(),
                ClientTls.usual());
    }

    private static WorkerRoleSettings worker(UpSettings settings) {
        return new WorkerRoleSettings(
                new WorkerProfile(settings.workerId(), settings.hostname(), 0, 0, "localhost", Optional.empty()),
                controlPlane(settings),
                new Credential.TokenFile(settings.folder().tokenFile()),
                settings.heartbeatInterval(),
                SHUTDOWN,
                PROVIDERS,
                List.of("host-" + settings.workerId()),
                LEASE_TTL,
                Optional.empty(),
                Optional.of(new WorkerRoleSettings.Certifying(settings.certifyInterval(), settings.environment())),
                Optional.of(settings.folder().state()),
                Optional.of(attesting(settings)),
                ClientTls.usual(),
                Optional.empty());
    }

    private static Forwarding.Plan forwarding(UpSettings settings, KafkaAccess kafka) {
        return new Forwarding.Plan(settings.folder().state(), kafka, Optional.of(attesting(settings)));
    }

    private static AttestAccess attesting(UpSettings settings) {
        return new AttestAccess(
                controlPlane(settings),
                ClientTls.usual(),
                settings.folder().tokenFile(),
                Optional.of(settings.workerId()));
    }

    private static Future<Role> nothing() {
        return Future.succeededFuture(Future::succeededFuture);
    }

    private static BaseUrl controlPlane(UpSettings settings) {
        return BaseUrl.parse("http://" + LOOPBACK + ":" + settings.port());
    }

    private static void welcome(UpSettings settings) {
        UpFolder folder = settings.folder();
        LOG.info("up addr={} worker_id={}", controlPlane(settings), settings.workerId());
        LOG.info("the token that the sidecar rotates file={}", folder.tokenFile());
        LOG.info("the admin API key file={}", folder.adminApiKeyFile());
        LOG.info("the artifacts of this host's certification file={}", folder.artifacts());
    }

    private static Future<Void> release(UpFolder folder) {
        try {
            folder.lock().close();
            return Future.succeededFuture();
        } catch (IOException failure) {
            return Future.failedFuture(failure);
        }
    }
}
