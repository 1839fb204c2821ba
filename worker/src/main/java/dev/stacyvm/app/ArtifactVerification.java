package dev.stacyvm.app;

import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.recorder.ArtifactAudit;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import dev.stacyvm.trust.AttestationVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks through an artifact folder and reports what is wrong with it. */
public final class ArtifactVerification {
    private static final long MAX_MINUTES = 60;

    private ArtifactVerification() {}

    /** Fails with one sentence when the folder cannot be read. */
    public static Future<Report> run(
            Vertx vertx, Map<String, String> environment, Path artifacts, Optional<AttestationVerifier> keys) {
        WorkerExecutor thread = vertx.createSharedWorkerExecutor("stacyvm-artifacts", 1, MAX_MINUTES, TimeUnit.MINUTES);
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), environment);
        String now = Time.system().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return host.identity()
                .compose(identity -> thread.executeBlocking(() -> audit(artifacts, keys), false)
                        .map(rows -> Report.of(now, "", identity.facts(), rows)))
                .onComplete(done -> host.close())
                .onComplete(done -> thread.close());
    }

    private static List<CheckResult> audit(Path artifacts, Optional<AttestationVerifier> keys) {
        try {
            return new ArtifactAudit(artifacts, keys).run();
        } catch (IOException failure) {
            throw new OperatorError(artifacts + " cannot be read as an artifact folder", failure);
        }
    }
}
