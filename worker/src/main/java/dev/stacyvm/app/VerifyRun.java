package dev.stacyvm.app;

import dev.stacyvm.probe.HostIdentity;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Report;
import dev.stacyvm.signoff.BundleCheck;
import dev.stacyvm.time.Time;
import dev.stacyvm.token.P256Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** {@code certify verify} of a sign-off: offline, from its files and a public key. Blocking. */
public final class VerifyRun {
    private VerifyRun() {}

    /** @throws OperatorError when there is no such folder */
    public static Report of(Path folder, List<P256Key> keys) {
        if (!Files.isDirectory(folder)) {
            throw new OperatorError(folder + " is not a folder; name the folder of a sign-off");
        }
        Instant now = Time.system().now();
        List<CheckResult> rows = BundleCheck.of(folder, keys, now);
        return Report.of(
                        now.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "",
                        HostIdentity.ofThisMachine().facts(),
                        rows)
                .about(Map.of("report", "sign-off verification"));
    }
}
