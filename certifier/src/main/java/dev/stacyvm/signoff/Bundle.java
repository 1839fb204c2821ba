package dev.stacyvm.signoff;

import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one sign-off: each item as JSON and as Markdown, an index that is a report itself, and checksums.
 *
 * @param index a row for each item; its status is FAIL unless every item is there and passed
 * @param files by name, in the order they are listed
 * @param signed whether every result and the index carry an envelope
 */
public record Bundle(Report index, Map<String, byte[]> files, boolean signed) {
    static final String INDEX = "index";
    static final String ENVELOPE = ".dsse.json";
    static final String WORKER = "target_worker";

    /**
     * What the bundle is about.
     *
     * @param generatedAt RFC 3339, UTC, to the second
     * @param record the deployment record it belongs to, or empty
     */
    public record About(String generatedAt, HostFacts host, String runtime, String workerId, String record) {}

    /** Puts the bundle together. An item that is not in {@code results} is not proven. */
    public static Future<Bundle> of(About about, Map<Item, Report> results, Attestor attestor) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<CheckResult> rows = new ArrayList<>();
        Map<String, Report> reports = new LinkedHashMap<>();
        Map<Item, Report> ordered = new EnumMap<>(Item.class);
        ordered.putAll(results);
        for (Item item : Item.values()) {
            Report report = ordered.get(item);
            if (report == null) {
                rows.add(missing(item));
            } else {
                render(files, item.stem(), report);
                reports.put(item.stem() + ".json", report);
                rows.add(row(item, report, files));
            }
        }
        Report index = index(about, rows);
        render(files, INDEX, index);
        reports.put(INDEX + ".json", index);
        return attested(reports, attestor).map(signed -> finished(index, files, signed));
    }

    /** What is lacking, by item, for a sentence; empty when the sign-off is complete. */
    public List<String> lacking() {
        return index.checks().stream()
                .filter(check -> check.status() == Status.FAIL)
                .map(CheckResult::name)
                .toList();
    }

    private static void render(Map<String, byte[]> files, String stem, Report report) {
        files.put(stem + ".json", Format.JSON.render(report).getBytes(StandardCharsets.UTF_8));
        files.put(stem + ".md", Format.MARKDOWN.render(report).getBytes(StandardCharsets.UTF_8));
    }

    private static CheckResult row(Item item, Report report, Map<String, byte[]> files) {
        long failed = report.checks().stream()
                .filter(check -> check.status() == Status.FAIL)
                .count();
        Map<String, String> digests = new LinkedHashMap<>();
        for (String ending : List.of(".json", ".md")) {
            byte[] content = files.getOrDefault(item.stem() + ending, new byte[0]);
            digests.put(item.stem() + ending, Digest.of(content));
        }
        String message = item.title() + ": "
                + (report.passed()
                        ? "passed"
                        : failed + " of " + report.checks().size() + " checks failed");
        String fix = report.passed() ? null : "do what " + item.stem() + ".md says, and sign off again";
        return new CheckResult(report.status(), item.stem(), message, fix, 0, digests);
    }

    private static CheckResult missing(Item item) {
        return new CheckResult(
                Status.FAIL, item.stem(), item.title() + ": not proven, it did not run", "sign off again", 0, Map.of());
    }

    private static Report index(About about, List<CheckResult> rows) {
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("report", "sign-off");
        subject.put("target_runtime", about.runtime());
        subject.put(WORKER, about.workerId());
        if (!about.record().isEmpty()) {
            subject.put("record", about.record());
        }
        return Report.of(about.generatedAt(), "", about.host(), rows).about(subject);
    }

    /** All of the envelopes, or none: a bundle is signed or it is not. */
    private static Future<Map<String, byte[]>> attested(Map<String, Report> reports, Attestor attestor) {
        Map<String, byte[]> envelopes = new LinkedHashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (Map.Entry<String, Report> entry : reports.entrySet()) {
            chain = chain.compose(before -> attestor.attest(entry.getValue())).map((Optional<byte[]> envelope) -> {
                envelope.ifPresent(bytes -> envelopes.put(envelopeOf(entry.getKey()), bytes));
                return null;
            });
        }
        return chain.map(done -> envelopes.size() == reports.size() ? envelopes : Map.<String, byte[]>of());
    }

    private static Bundle finished(Report index, Map<String, byte[]> files, Map<String, byte[]> envelopes) {
        Map<String, byte[]> all = new LinkedHashMap<>(files);
        all.putAll(envelopes);
        all.put(Sums.FILE, Sums.text(all).getBytes(StandardCharsets.US_ASCII));
        return new Bundle(index, all, !envelopes.isEmpty());
    }

    /** {@code doctor.dsse.json} beside {@code doctor.json}. */
    static String envelopeOf(String file) {
        return file.substring(0, file.length() - ".json".length()) + ENVELOPE;
    }
}
