package dev.stacyvm.check;

import dev.stacyvm.probe.SandboxReading;
import java.util.List;

/** Judges whether a sandbox lives and dies as it is told. */
final class LifeChecks {
    private LifeChecks() {}

    static Verdict life(SandboxReading.Tried tried) {
        return tried.broken()
                .map(broken -> Verdict.fail(
                        "a sandbox did not live as it must, at the step \"" + broken.step() + "\": it or the engine "
                                + broken.reason(),
                        "run one by hand: docker run --rm --network none --runtime NAME IMAGE echo ok"))
                .orElseGet(() -> Verdict.pass(
                                "a sandbox started in " + tried.startup().toMillis()
                                        + " ms, ran commands, kept files, logged, and was killed and removed")
                        .with("startup_ms", Long.toString(tried.startup().toMillis())));
    }

    static Verdict cleanup(List<String> left) {
        return left.isEmpty()
                ? Verdict.pass("nothing of the sandboxes is left")
                : Verdict.fail(
                        "left behind: " + String.join(", ", left),
                        "docker rm -f what 'docker ps -a --filter label=dev.stacyvm.certify.run' lists");
    }
}
