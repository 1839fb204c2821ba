package dev.stacyvm.signoff;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sign-offs of hosts on paper. */
final class Signoffs {
    static final String EXPIRES = "2026-06-08T10:00:00Z";
    private static final String NOW = "2026-05-09T10:00:00Z";

    private Signoffs() {}

    static Map<Item, Report> results(String hostname, Status status) {
        Map<Item, Report> results = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            CheckResult check = new CheckResult(
                    status,
                    item.stem() + ".check",
                    "it was looked at",
                    status == Status.PASS ? null : "fix",
                    1,
                    Map.of());
            Report report = Report.of(NOW, "", host(hostname), List.of(check));
            results.put(item, item == Item.RUNTIME ? report.about(Map.of("expires_at", EXPIRES)) : report);
        }
        return results;
    }

    static Bundle bundle(String hostname, Map<Item, Report> results, Attestor attestor) {
        Bundle.About about = new Bundle.About(NOW, host(hostname), "docker", "worker-a", "change-7");
        return Bundle.of(about, results, attestor).result();
    }

    static Path written(Path folder, String hostname, Attestor attestor) throws IOException {
        Path target = folder.resolve(hostname);
        BundleFolder.write(target, bundle(hostname, results(hostname, Status.PASS), attestor));
        return target;
    }

    private static HostFacts host(String hostname) {
        return new HostFacts(hostname, "Linux 6.1.0 x86_64", "ab".repeat(32), "boot-" + hostname);
    }
}
