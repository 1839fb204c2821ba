package dev.stacyvm.signoff;

import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks a bundle on any machine, from its files alone. Checksums in the same folder only tell accidents and careless
 * hands; only a signature by a key that was fetched elsewhere tells who made it. So a bundle without one never passes.
 */
public final class BundleCheck {
    private static final String COLLECT = "collect it again on the host: stacyvm certify signoff";

    private final BundleFiles files;
    private final List<P256Key> keys;
    private final Signatures signatures;
    private final Instant now;
    private final Rows rows = Rows.of(Mode.PRODUCTION);
    private final Set<String> damaged = new TreeSet<>();

    private BundleCheck(BundleFiles files, List<P256Key> keys, Instant now) {
        this.files = files;
        this.keys = List.copyOf(keys);
        this.signatures = new Signatures(files, keys);
        this.now = now;
    }

    /**
     * The rows: one for everything that is wrong, by the file's name. Blocking.
     *
     * @param now what the sign-off's expiry is held against
     */
    public static List<CheckResult> of(Path folder, List<P256Key> keys, Instant now) {
        try {
            BundleCheck check = new BundleCheck(BundleFiles.in(folder), keys, now);
            check.run();
            return check.rows.results();
        } catch (IOException unusable) {
            Rows rows = Rows.of(Mode.PRODUCTION);
            rows.fail("bundle", new Fault(String.valueOf(unusable.getMessage()), COLLECT));
            return rows.results();
        }
    }

    private void run() {
        files.added().forEach(name -> tampered(name, "was added: a sign-off has no such file"));
        files.unreadable().forEach(name -> tampered(name, "cannot be read"));
        files.of(Bundle.INDEX_JSON).flatMap(BundleCheck::report).ifPresentOrElse(this::judge, this::judgeBySums);
    }

    private void judge(Report index) {
        digests(index);
        items(index);
        if (damaged.isEmpty()) {
            rows.pass("bundle.files", files.content().size() + " files are as they were collected");
        }
        expiry(index);
        signatures(Signatures.worker(index));
    }

    private void judgeBySums() {
        digests(Known.bySums(files));
        tampered(Bundle.INDEX_JSON, files.of(Bundle.INDEX_JSON).isPresent() ? "is no report" : "was dropped");
    }

    private void digests(Report index) {
        Optional<String> problem = signatures.problem(Bundle.INDEX_JSON, Signatures.worker(index));
        digests(Known.byIndex(files, index, problem.isEmpty()));
    }

    private void digests(Map<String, String> known) {
        known.forEach((name, digest) -> {
            Optional<byte[]> content = files.of(name);
            if (content.isEmpty()) {
                tampered(name, "was dropped");
            } else if (!Digest.of(content.get()).equals(digest)) {
                tampered(name, "was changed");
            }
        });
        files.content().keySet().stream()
                .filter(name -> !known.containsKey(name) && !name.equals(Sums.FILE))
                .forEach(name -> tampered(name, "was added: the index does not know it"));
        byte[] sums = files.of(Sums.FILE).orElse(new byte[0]);
        if (!Arrays.equals(sums, Sums.text(known))) {
            tampered(Sums.FILE, sums.length == 0 ? "was dropped" : "was changed: it is not the list of these files");
        }
    }

    /** A file is named once: what is found first says most. */
    private void tampered(String name, String what) {
        if (damaged.add(name)) {
            rows.fail("bundle.file." + name, new Fault("TAMPERED: " + name + " " + what, COLLECT));
        }
    }

    private void items(Report index) {
        Set<String> wanted = Arrays.stream(Item.values()).map(Item::stem).collect(Collectors.toSet());
        for (Item item : Item.values()) {
            index.checks().stream()
                    .filter(row -> row.name().equals(item.stem()))
                    .findFirst()
                    .ifPresentOrElse(row -> item(index, item, row), () -> incomplete(item, "is not in the index"));
        }
        index.checks().stream()
                .filter(row -> !wanted.contains(row.name()))
                .forEach(row -> rows.fail(
                        "bundle.index",
                        new Fault("TAMPERED: the index lists " + row.name() + ", which is no item", COLLECT)));
        if (index.checks().size() == wanted.size() && index.passed()) {
            rows.pass(
                    "bundle.complete",
                    "all " + wanted.size() + " items passed on " + index.host().hostname());
        }
    }

    private void item(Report index, Item item, CheckResult row) {
        if (row.status() != Status.PASS) {
            incomplete(item, "did not pass: " + row.message());
        }
        String name = item.stem() + Bundle.JSON;
        files.of(name)
                .ifPresent(json -> report(json)
                        .ifPresentOrElse(
                                report -> item(name, report, row, index.host()), () -> tampered(name, "is no report")));
    }

    private void item(String name, Report report, CheckResult row, HostFacts host) {
        if (!report.host().equals(host)) {
            rows.fail(
                    "bundle.host." + name,
                    new Fault(
                            "TAMPERED: " + name + " is of another host, "
                                    + report.host().hostname(),
                            COLLECT));
        } else if (report.status() != row.status()) {
            tampered(name, "ended with " + report.status() + ", not with " + row.status());
        }
    }

    private void incomplete(Item item, String what) {
        rows.fail(
                "bundle.complete",
                new Fault("INCOMPLETE: " + item.stem() + " " + what, "do what its page says, and sign off again"));
    }

    /** A sign-off stands no longer than the first of its certifications. */
    private void expiry(Report index) {
        String end = index.subject().getOrDefault(Bundle.EXPIRES, "");
        String problem = "it does not say until when it stands";
        try {
            if (!end.isEmpty() && now.isBefore(Instant.parse(end))) {
                rows.pass("bundle.expiry", "it stands until " + end);
                return;
            }
            problem = end.isEmpty() ? problem : "EXPIRED: it stood until " + end;
        } catch (DateTimeException noTime) {
            problem = "it names no time until which it stands";
        }
        rows.fail("bundle.expiry", new Fault(problem, COLLECT));
    }

    private void signatures(String worker) {
        if (keys.isEmpty()) {
            rows.fail(
                    "bundle.signature",
                    new Fault(
                            "not proven: no key was named, and checksums prove nothing against who can write the folder",
                            "name the issuer's public key with --key"));
            return;
        }
        for (String name : files.content().keySet()) {
            if (name.endsWith(Bundle.JSON) && !name.endsWith(Bundle.ENVELOPE)) {
                Optional<String> problem = signatures.problem(name, worker);
                rows.require(
                        "bundle.signature." + name,
                        problem.isEmpty(),
                        "signed",
                        new Fault(problem.orElse(""), "sign off with an issuer at hand, and name its own key"));
            }
        }
    }

    private static Optional<Report> report(byte[] json) {
        try {
            return Optional.of(Json.read(json, Report.class));
        } catch (InvalidJson noReport) {
            return Optional.empty();
        }
    }
}
