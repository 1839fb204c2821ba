package dev.stacyvm.app;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.trust.TrustLogin;
import dev.stacyvm.trust.TrustPlan;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.LoggingListener;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerPlan;
import dev.stacyvm.worker.WorkerTools;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.HttpControlPlane;
import dev.stacyvm.worker.client.ObservedTokens;
import dev.stacyvm.worker.lease.LeasePlan;
import dev.stacyvm.worker.lease.Uptime;
import dev.stacyvm.worker.rpc.RpcListener;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with its token source and the certification of its host. */
public final class WorkerRole implements Role {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerRole.class);

    private final ApiClient client;
    private final Tokens tokens;
    private final Worker worker;
    private final ObservedTokens observed;
    private final HttpControlPlane plane;
    private final Optional<HostCertification> certification;
    private Role rpc = Future::succeededFuture;

    private WorkerRole(Vertx vertx, WorkerRoleSettings settings) {
        this.client = ApiClient.create(vertx, settings.tls());
        this.tokens = Tokens.of(vertx, settings, client);
        this.certification = settings.certifying().map(plan -> HostCertification.of(vertx, settings, plan));
        OfferedProviders offered = new OfferedProviders(settings.providers());
        Supplier<List<String>> providers = certification
                .<Supplier<List<String>>>map(host -> () -> offered.among(host.standing()))
                .orElseGet(() -> settings::providers);
        this.observed = new ObservedTokens(tokens.source());
        this.plane = new HttpControlPlane(client, settings.controlPlane(), settings.id(), observed);
        WorkerTools tools = new WorkerTools(
                plane, tokens.watch(), Scheduler.of(vertx), Time.system(), Uptime.ofThisMachine(), new SecureRandom());
        this.worker = new Worker(
                vertx, plan(settings), providers, tools, new LoggingListener(settings.id(), settings.controlPlane()));
    }

    /**
     * Succeeds as soon as it listens, where it is to: what fails then is retried for as long as the worker lives. Fails
     * with one sentence when it cannot listen.
     */
    public static Future<Role> start(Vertx vertx, WorkerRoleSettings settings) {
        return Future.<Void>succeededFuture().compose(now -> {
            WorkerRole role = new WorkerRole(vertx, settings);
            return role.listen(vertx, settings)
                    .compose(listening -> role.begin())
                    .recover(failure -> role.close().transform(closed -> Future.failedFuture(failure)));
        });
    }

    /** Sends one heartbeat. Fails with one sentence when it was not accepted. */
    public static Future<Void> once(Vertx vertx, WorkerRoleSettings settings) {
        return Future.<Void>succeededFuture().compose(now -> {
            WorkerRole role = new WorkerRole(vertx, settings);
            settings.rpc()
                    .ifPresent(rpc -> role.worker.reachedAt(rpc.url(rpc.listen().address())));
            return role.worker.once().compose(WorkerRole::told).eventually(role::close);
        });
    }

    @Override
    public Future<Void> stop() {
        return worker.stop().eventually(this::close);
    }

    private Future<Void> listen(Vertx vertx, WorkerRoleSettings settings) {
        if (settings.rpc().isEmpty()) {
            return Future.succeededFuture();
        }
        RpcRoleSettings wanted = settings.rpc().get();
        var behind = new RpcListener.Behind(settings.id(), worker, observed, plane);
        TrustPlan trust = new TrustPlan(
                settings.controlPlane(),
                settings.tls(),
                new TrustLogin.WorkerToken(observed),
                settings.id(),
                TrustPlan.BOUND);
        return WorkerRpc.start(vertx, wanted, trust, behind).map(listening -> {
            String url = wanted.url(listening.address());
            LOG.info("rpc listens worker_id={} addr={} as {}", settings.id(), listening.address(), url);
            worker.reachedAt(url);
            rpc = listening;
            return null;
        });
    }

    private Future<Role> begin() {
        tokens.watch().onChange(observed::note);
        certification.ifPresent(HostCertification::start);
        return worker.start().map(this);
    }

    private Future<Void> close() {
        tokens.close().run();
        return rpc.stop()
                .eventually(() -> certification.map(HostCertification::stop).orElse(Future.succeededFuture()))
                .eventually(client::close);
    }

    private static Future<Void> told(Answer<StatusReply> answer) {
        return answer instanceof Answer.Denied<StatusReply> denied
                ? Future.failedFuture(new OperatorError(denied.why()))
                : Future.succeededFuture();
    }

    private static WorkerPlan plan(WorkerRoleSettings settings) {
        List<LeasePlan> leases = settings.leases().stream()
                .map(resource -> new LeasePlan(resource, settings.leaseTtl(), settings.leaseExec()))
                .toList();
        return new WorkerPlan(settings.profile(), settings.heartbeatInterval(), settings.shutdownTimeout(), leases);
    }
}
