package dev.stacyvm.app;

import dev.stacyvm.sidecar.Sidecar;
import dev.stacyvm.sidecar.SidecarCredential;
import dev.stacyvm.sidecar.SidecarPlan;
import dev.stacyvm.sidecar.SidecarTools;
import dev.stacyvm.sidecar.TokenFile;
import dev.stacyvm.time.Scheduler;
import dev.stacyvm.time.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.List;

/** A sidecar as a service, or once. */
public final class SidecarRole {
    private SidecarRole() {}

    /** Succeeds at once, tokens or not; fails only when the health server cannot listen. */
    public static Future<Role> start(Vertx vertx, SidecarRoleSettings settings) {
        Sidecar sidecar = sidecar(vertx, settings);
        return sidecar.start().map(sidecar::stop);
    }

    /** Makes the file good once. Fails with one sentence when there is no good token in it afterwards. */
    public static Future<Void> once(Vertx vertx, SidecarRoleSettings settings) {
        Sidecar sidecar = sidecar(vertx, settings);
        return sidecar.once().compose(SidecarRole::told).eventually(sidecar::stop);
    }

    private static Future<Void> told(List<String> failures) {
        return failures.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new OperatorError(String.join("; ", failures)));
    }

    private static Sidecar sidecar(Vertx vertx, SidecarRoleSettings settings) {
        SidecarPlan plan = new SidecarPlan(
                settings.issuer(),
                credential(settings.login()),
                settings.outputs().stream()
                        .map(output -> file(settings, output))
                        .toList(),
                settings.afterRotation(),
                settings.listen(),
                settings.tls());
        return new Sidecar(vertx, plan, new SidecarTools(Scheduler.of(vertx), Time.system(), new SecureRandom()));
    }

    private static SidecarCredential credential(SidecarLogin login) {
        if (login instanceof SidecarLogin.AdminKey key) {
            return new SidecarCredential.AdminKey(key.file());
        }
        SidecarLogin.Enrolled enrolled = (SidecarLogin.Enrolled) login;
        return new SidecarCredential.Enrolment(enrolled.keyFile(), enrolled.joinTokenFile());
    }

    private static TokenFile file(SidecarRoleSettings settings, SidecarOutput output) {
        return new TokenFile(
                output.file(),
                settings.workerId(),
                output.audiences(),
                output.format(),
                settings.tokenTtl(),
                List.of(),
                settings.mode());
    }
}
