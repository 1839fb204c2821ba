package dev.stacyvm.app;

import dev.stacyvm.check.ArtifactVerification;
import dev.stacyvm.check.AttestationCheck;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.check.EnvelopeCheck;
import dev.stacyvm.check.Verification;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.probe.LocalHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.P256Key;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code certify verify} of one artifact, or of the newest artifacts in a recorder's folder, on this host. */
public final class ArtifactVerifyRun {
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_ARTIFACTS = 1_000;
    private static final int DEPTH = 3;
    private static final String LATEST = "latest.json";

    private final Vertx vertx;
    private final Map<String, String> environment;
    private final CertificationSettings settings;
    private final List<P256Key> keys;

    /**
     * @param settings those that the artifacts were made with
     * @param keys those whose attestations count; with none, nothing is ever VALID
     */
    public ArtifactVerifyRun(
            Vertx vertx, Map<String, String> environment, CertificationSettings settings, List<P256Key> keys) {
        this.settings = settings;
        this.vertx = vertx;
        this.environment = environment;
        this.keys = List.copyOf(keys);
    }

    /** The files to verify. Blocking. @throws OperatorError when there are none */
    public static List<Path> artifacts(Path named) {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        try (Stream<Path> files = Files.walk(named, DEPTH)) {
            List<Path> found = files.filter(file ->
                            file.endsWith(LATEST) && !file.resolveSibling("").endsWith("worker-identity"))
                    .sorted()
                    .limit(MAX_ARTIFACTS)
                    .toList();
            if (found.isEmpty()) {
                throw new OperatorError(
                        "no " + LATEST + " lies in " + named + "; name an artifact or a recorder's folder");
            }
            return found;
        } catch (IOException failure) {
            throw new OperatorError(named + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** One row per artifact, which passes only when the artifact is VALID and certifies a pass. */
    public Future<Report> verify(List<Path> artifacts) {
        LocalHost host = LocalHost.create(vertx, LocalHost.Limits.standard(), environment);
        List<Future<CheckResult>> rows = artifacts.stream()
                .map(file -> new ArtifactVerification(host, Time.system(), settings, attestation(file))
                        .verify(read(file))
                        .map(found -> row(file, found)))
                .toList();
        return Future.all(rows)
                .map(all -> rows.stream().map(Future::result).toList())
                .onComplete(done -> host.close())
                .map(ArtifactVerifyRun::report);
    }

    private AttestationCheck attestation(Path artifact) {
        Path beside = Envelopes.beside(artifact);
        return new EnvelopeCheck(keys, Files.exists(beside) ? Optional.of(read(beside)) : Optional.empty());
    }

    private static Report report(List<CheckResult> rows) {
        String now = Time.system().now().truncatedTo(ChronoUnit.SECONDS).toString();
        return Report.of(now, "", HostIdentity.ofThisMachine().facts(), rows)
                .about(Map.of("report", "artifact verification"));
    }

    private static CheckResult row(Path file, Verification found) {
        String name = "artifact." + (found.runtime().isEmpty() ? "unknown" : found.runtime());
        String notes = found.notes().isEmpty() ? "" : ": " + String.join("; ", found.notes());
        String message = found.outcome().word() + " " + file + notes;
        return found.stands()
                ? new CheckResult(Status.PASS, name, message, null, 0, Map.of())
                : new CheckResult(Status.FAIL, name, message, remedy(found.outcome()), 0, Map.of());
    }

    private static String remedy(Verification.Outcome outcome) {
        return switch (outcome) {
            case VALID -> "mend what the certification says, then certify again";
            case DRIFTED, EXPIRED -> "certify this host again: stacyvm certify runtime";
            case WRONG_HOST -> "verify it on the host that it names";
            case TAMPERED -> "do not trust it; certify the host again";
            case UNSIGNED -> "certify with --issuer on an enrolled host, and name the issuer's public key with --key";
        };
    }

    private static byte[] read(Path file) {
        try {
            return BoundedRead.of(file, MAX_BYTES);
        } catch (IOException failure) {
            throw new OperatorError("the artifact " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
