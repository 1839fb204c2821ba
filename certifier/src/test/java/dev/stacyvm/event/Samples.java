package dev.stacyvm.event;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;

/** Reports and events as a healthy host makes them. */
public final class Samples {
    public static final HostKey HOST = new HostKey("host-a-0123abcd");

    private Samples() {}

    public static Report report(String runtime, String generatedAt, String message) {
        CheckResult check = new CheckResult(Status.PASS, runtime + ".cli", message, null, 3, Map.of());
        CheckResult warning = new CheckResult(
                Status.WARN, runtime + ".seccomp", "not visible", "enable it", 4, Map.of("seen", "<nothing> & more"));
        HostFacts host = new HostFacts("host-a", "Linux 6.1.0 x86_64", "ab".repeat(32), "boot");
        return new Report(generatedAt, runtime, host, Status.PASS, List.of(check, warning));
    }

    public static Report report(String runtime) {
        return report(runtime, "2026-05-09T10:00:00Z", "answers");
    }

    /** The {@code second}th result of a host, a second after the one before. */
    public static EventDraft draft(HostKey host, String runtime, int second) {
        String time = "2026-05-09T%02d:%02d:%02dZ".formatted(10 + second / 3600, second / 60 % 60, second % 60);
        return EventDraft.runtime(host, report(runtime, time, "result " + second));
    }

    public static EventDraft draft(String host, int second) {
        return draft(new HostKey(host), "docker", second);
    }

    public static CloudEvent event() {
        return EventDraft.runtime(HOST, report("docker")).numbered(1);
    }
}
