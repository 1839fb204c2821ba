package dev.stacyvm.signoff;

import dev.stacyvm.check.Terms;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Format;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one sign-off: each item as JSON and as Markdown with its attestation, an index that is a report itself, and
 * checksums. The index knows the digest of every other file, so its one signature covers them all.
 *
 * @param index a row for each item; its status is FAIL unless every item is there and passed
 * @param files by name
 * @param signed whether every result and the index carry an envelope
 */
public record Bundle(Report index, Map<String, byte[]> files, boolean signed) {
    static final String JSON = ".json";
    static final String PAGE = ".md";
    static final String ENVELOPE = ".dsse.json";
    static final String INDEX = "index";
    static final String INDEX_JSON = INDEX + JSON;
    static final String WORKER = "target_worker";
    static final String EXPIRES = "expires_at";

    /** The digest of the index's own page, which cannot show it. */
    static final String PAGE_DIGEST = "page_sha256";

    /**
     * What the bundle is about.
     *
     * @param generatedAt RFC 3339, UTC, to the second
     * @param record the deployment record it belongs to, or empty
     */
    public record About(String generatedAt, HostFacts host, String runtime, String workerId, String record) {}

    /** Puts the bundle together. An item that is not in {@code results} is not proven. */
    public static Future<Bundle> of(About about, Map<Item, Report> results, Attestor attestor) {
        Map<String, byte[]> files = new TreeMap<>();
        results.forEach((item, report) -> {
            files.put(item.stem() + JSON, text(Format.JSON, report));
            files.put(item.stem() + PAGE, text(Format.MARKDOWN, report));
        });
        return envelopes(results, attestor).compose(envelopes -> {
            files.putAll(envelopes);
            Report index = index(about, results, files);
            files.put(INDEX + PAGE, text(Format.MARKDOWN, index));
            Report sealed = sealed(index, files);
            files.put(INDEX_JSON, text(Format.JSON, sealed));
            return (envelopes.isEmpty() ? Future.succeededFuture(Optional.<byte[]>empty()) : attestor.attest(sealed))
                    .map(envelope -> finished(sealed, files, envelope));
        });
    }

    /** What is lacking, by item, for a sentence; empty when the sign-off is complete. */
    public List<String> lacking() {
        return index.checks().stream()
                .filter(check -> check.status() == Status.FAIL)
                .map(CheckResult::name)
                .toList();
    }

    /** The name of every file that a bundle may have. */
    static Set<String> names() {
        Stream<String> stems = Stream.concat(Arrays.stream(Item.values()).map(Item::stem), Stream.of(INDEX));
        return Stream.concat(
                        stems.flatMap(stem -> Stream.of(stem + JSON, stem + PAGE, stem + ENVELOPE)),
                        Stream.of(Sums.FILE))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] text(Format format, Report report) {
        return format.render(report).getBytes(StandardCharsets.UTF_8);
    }

    /** All of the envelopes, or none: a bundle is signed or it is not. */
    private static Future<Map<String, byte[]>> envelopes(Map<Item, Report> results, Attestor attestor) {
        Map<String, byte[]> envelopes = new TreeMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (Map.Entry<Item, Report> entry : results.entrySet()) {
            chain = chain.compose(before -> attestor.attest(entry.getValue())).map((Optional<byte[]> envelope) -> {
                envelope.ifPresent(bytes -> envelopes.put(entry.getKey().stem() + ENVELOPE, bytes));
                return null;
            });
        }
        return chain.map(done -> envelopes.size() == results.size() ? envelopes : Map.<String, byte[]>of());
    }

    private static Report index(About about, Map<Item, Report> results, Map<String, byte[]> files) {
        Map<Item, Report> ordered = new EnumMap<>(Item.class);
        ordered.putAll(results);
        List<CheckResult> rows = new ArrayList<>();
        for (Item item : Item.values()) {
            Report report = ordered.get(item);
            rows.add(report == null ? missing(item) : row(item, report, files));
        }
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("report", "sign-off");
        subject.put("target_runtime", about.runtime());
        subject.put(WORKER, about.workerId());
        if (!about.record().isEmpty()) {
            subject.put("record", about.record());
        }
        results.values().stream()
                .flatMap(report -> Terms.of(report).expiresAt().stream())
                .min(Instant::compareTo)
                .ifPresent(first -> subject.put(EXPIRES, first.toString()));
        return Report.of(about.generatedAt(), "", about.host(), rows).about(subject);
    }

    private static CheckResult row(Item item, Report report, Map<String, byte[]> files) {
        long failed = report.checks().stream()
                .filter(check -> check.status() == Status.FAIL)
                .count();
        Map<String, String> digests = new LinkedHashMap<>();
        for (String ending : List.of(JSON, PAGE, ENVELOPE)) {
            byte[] content = files.get(item.stem() + ending);
            if (content != null) {
                digests.put(item.stem() + ending, Digest.of(content));
            }
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

    private static Report sealed(Report index, Map<String, byte[]> files) {
        Map<String, String> subject = new LinkedHashMap<>(index.subject());
        subject.put(PAGE_DIGEST, Digest.of(files.getOrDefault(INDEX + PAGE, new byte[0])));
        return index.about(subject);
    }

    private static Bundle finished(Report index, Map<String, byte[]> files, Optional<byte[]> envelope) {
        envelope.ifPresent(bytes -> files.put(INDEX + ENVELOPE, bytes));
        files.put(Sums.FILE, Sums.of(files));
        return new Bundle(index, files, envelope.isPresent());
    }

    /** {@code doctor.dsse.json} beside {@code doctor.json}. */
    static String envelopeOf(String file) {
        return file.substring(0, file.length() - JSON.length()) + ENVELOPE;
    }
}
