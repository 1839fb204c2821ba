package dev.stacyvm.app;

import dev.stacyvm.http.ApiClient;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.WorkerView;
import dev.stacyvm.worker.LoggingListener;
import dev.stacyvm.worker.Worker;
import dev.stacyvm.worker.WorkerPlan;
import dev.stacyvm.worker.WorkerTools;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.HttpControlPlane;
import dev.stacyvm.worker.lease.LeasePlan;
import dev.stacyvm.worker.lease.Uptime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A worker with its token source and the certification of its host. */
public final class WorkerRole implements Role {
    private final ApiClient client;
    private final Tokens tokens;
    private final Worker worker;
    private final Optional<HostCertification> certification;

    private WorkerRole(Vertx vertx, WorkerRoleSettings settings) {
        this.client = ApiClient.create(vertx);
        this.tokens = Tokens.of(vertx, settings, client);
        this.certification = settings.certifyEvery()
                .map(interval -> new HostCertification(vertx, interval, settings.state(), settings.issuer()));
        Supplier<List<String>> providers = certification
                .<Supplier<List<String>>>map(host -> host::standing)
                .orElseGet(() -> settings::providers);
        WorkerTools tools = new WorkerTools(
                new HttpControlPlane(client, settings.controlPlane(), settings.id(), tokens.source()),
                tokens.watch(),
                Scheduler.of(vertx),
                Time.system(),
                Uptime.ofThisMachine(),
                new SecureRandom());
        this.worker = new Worker(
                vertx, plan(settings), providers, tools, new LoggingListener(settings.id(), settings.controlPlane()));
    }

    /** Succeeds at once: what fails then is retried for as long as the worker lives. */
    public static Future<Role> start(Vertx vertx, WorkerRoleSettings settings) {
        return Future.<Void>succeededFuture().compose(now -> {
            WorkerRole role = new WorkerRole(vertx, settings);
            role.certification.ifPresent(HostCertification::start);
            return role.worker.start().map(role);
        });
    }

    /** Sends one heartbeat. Fails with one sentence when it was not accepted. */
    public static Future<Void> once(Vertx vertx, WorkerRoleSettings settings) {
        return Future.<Void>succeededFuture().compose(now -> {
            WorkerRole role = new WorkerRole(vertx, settings);
            return role.worker.once().compose(WorkerRole::told).eventually(role::close);
        });
    }

    @Override
    public Future<Void> stop() {
        return worker.stop().eventually(this::close);
    }

    private Future<Void> close() {
        tokens.close().run();
        return certification
                .map(HostCertification::stop)
                .orElse(Future.succeededFuture())
                .eventually(client::close);
    }

    private static Future<Void> told(Answer<WorkerView> answer) {
        return answer instanceof Answer.Denied<WorkerView> denied
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
