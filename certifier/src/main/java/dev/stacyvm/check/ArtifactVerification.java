package dev.stacyvm.check;

import dev.stacyvm.check.AttestationCheck.Answer;
import dev.stacyvm.check.Verification.Outcome;
import dev.stacyvm.probe.Host;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.time.Time;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies certification artifacts against this host as it is now. Nothing is started and nothing is changed. */
public final class ArtifactVerification {
    private final Host host;
    private final Time time;
    private final AttestationCheck attestations;
    private final Fingerprints fingerprints;

    public ArtifactVerification(Host host, Time time, CertificationSettings settings, AttestationCheck attestations) {
        this.host = host;
        this.time = time;
        this.attestations = attestations;
        this.fingerprints = new Fingerprints(host, settings);
    }

    /** Never fails for anything the artifact holds or the host does. */
    public Future<Verification> verify(byte[] artifact) {
        Optional<Report> report = read(artifact);
        Optional<Target> target = report.flatMap(read -> Target.parse(read.runtime()));
        if (report.isEmpty() || target.isEmpty()) {
            return told(Outcome.TAMPERED, "", false, List.of("it is not a report of a runtime's certification"));
        }
        if (Report.verdict(report.get().checks()) != report.get().status()) {
            return told(
                    Outcome.TAMPERED,
                    report.get().runtime(),
                    false,
                    List.of("its status is not what its checks add up to"));
        }
        return judge(report.get(), target.get(), attestations.check(artifact));
    }

    private Future<Verification> judge(Report report, Target target, Answer answer) {
        if (answer instanceof Answer.Bad bad) {
            return told(Outcome.TAMPERED, report.runtime(), false, List.of(bad.why()));
        }
        return host.identity().compose(identity -> {
            boolean here = isHere(report.host(), identity.facts());
            Terms terms = Terms.of(report);
            Future<Map<String, String>> now =
                    here ? fingerprints.of(target, identity.facts()) : Future.succeededFuture(Map.of());
            return now.map(found -> judge(report, answer, here, here ? terms.drift(found) : List.of()));
        });
    }

    private Verification judge(Report report, Answer answer, boolean here, List<String> drift) {
        boolean expired =
                Terms.of(report).expiresAt().filter(time.now()::isBefore).isEmpty();
        List<String> notes = new ArrayList<>(drift);
        if (answer instanceof Answer.Absent absent) {
            notes.add(absent.why());
        }
        if (!here) {
            notes.add("it was made on the host " + report.host().hostname());
        }
        if (expired) {
            notes.add(Terms.of(report)
                    .expiresAt()
                    .map(end -> "it expired at " + end)
                    .orElse("it names no expiry"));
        }
        if (!report.passed()) {
            notes.add("it says that the host failed");
        }
        return new Verification(outcome(answer, here, expired, drift), report.runtime(), report.passed(), notes);
    }

    private static Outcome outcome(Answer answer, boolean here, boolean expired, List<String> drift) {
        if (!(answer instanceof Answer.Attested)) {
            return Outcome.UNSIGNED;
        }
        if (!here) {
            return Outcome.WRONG_HOST;
        }
        if (expired) {
            return Outcome.EXPIRED;
        }
        return drift.isEmpty() ? Outcome.VALID : Outcome.DRIFTED;
    }

    /** The machine id decides where both have one; a host name may be shared. */
    private static boolean isHere(HostFacts made, HostFacts now) {
        boolean known = !made.machine().isEmpty() && !now.machine().isEmpty();
        return known ? made.machine().equals(now.machine()) : made.hostname().equals(now.hostname());
    }

    private static Optional<Report> read(byte[] artifact) {
        try {
            return Optional.of(Json.read(artifact, Report.class));
        } catch (InvalidJson invalid) {
            return Optional.empty();
        }
    }

    private static Future<Verification> told(Outcome outcome, String runtime, boolean passed, List<String> notes) {
        return Future.succeededFuture(new Verification(outcome, runtime, passed, notes));
    }
}
