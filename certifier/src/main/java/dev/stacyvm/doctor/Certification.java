package dev.stacyvm.doctor;

import dev.stacyvm.check.Fingerprints;
import dev.stacyvm.check.Target;
import dev.stacyvm.check.Terms;
import dev.stacyvm.event.HostKey;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest certification of one runtime that a recorder keeps of this host.
 *
 * @param report empty when the artifact cannot be read
 * @param drift what it depends on that is no more as it was, a clause each
 */
record Certification(Target runtime, Path file, Optional<Report> report, List<String> drift) {
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /**
     * Those of all runtimes that have one. Blocking.
     *
     * @param names what this host is called in artifact folders: before it was enrolled otherwise than since
     */
    static List<Certification> newest(Path folder, List<HostKey> names) {
        return Target.ALL.runtimes().stream()
                .flatMap(runtime -> names.stream()
                        .map(name -> folder.resolve(name.value())
                                .resolve(runtime.word())
                                .resolve("latest.json"))
                        .filter(Files::exists)
                        .map(file -> new Certification(runtime, file, read(file), List.of()))
                        .max(Comparator.comparing(Certification::generatedAt))
                        .stream())
                .toList();
    }

    /** The same, compared with the host as it is now: what it did not depend on may have come. Never fails. */
    Future<Certification> compared(Fingerprints fingerprints, HostFacts host) {
        return report.map(made -> fingerprints.of(runtime, host).map(now -> compared(Terms.of(made), now)))
                .orElse(Future.succeededFuture(this));
    }

    private Certification compared(Terms terms, Map<String, String> now) {
        Map<String, String> known = new TreeMap<>(now);
        known.keySet().retainAll(terms.fingerprint().keySet());
        return new Certification(runtime, file, report, terms.drift(known));
    }

    /** RFC 3339 in UTC to the second sorts as text. */
    private String generatedAt() {
        return report.map(Report::generatedAt).orElse("");
    }

    private static Optional<Report> read(Path file) {
        try {
            return Optional.of(Json.read(BoundedRead.of(file, MAX_BYTES), Report.class));
        } catch (IOException | InvalidJson unreadable) {
            return Optional.empty();
        }
    }
}
