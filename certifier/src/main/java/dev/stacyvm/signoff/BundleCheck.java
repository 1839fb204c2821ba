package dev.stacyvm.signoff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.lint.Fault;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.lint.Rows;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.HostFacts;
import dev.stacyvm.report.Report;
import dev.stacyvm.report.Status;
import dev.stacyvm.token.P256Key;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks a bundle on any machine, from its files alone. Checksums in the same folder only tell accidents and careless
 * hands; only a signature by a key that was fetched elsewhere tells who made it. So a bundle without one never passes.
 */
public final class BundleCheck {
    private static final int MAX_BYTES = 8 * 1024 * 1024;
    private static final int MAX_ENTRIES = 200;
    private static final String COLLECT = "collect it again on the host: stacyvm certify signoff";

    private final Path folder;
    private final List<P256Key> keys;
    private final Rows rows = Rows.of(Mode.PRODUCTION);
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> damaged = new LinkedHashSet<>();

    private BundleCheck(Path folder, List<P256Key> keys) {
        this.folder = folder;
        this.keys = List.copyOf(keys);
    }

    /** The rows: one for everything that is wrong, by the file's name. Blocking. */
    public static List<CheckResult> of(Path folder, List<P256Key> keys) {
        BundleCheck check = new BundleCheck(folder, keys);
        try {
            check.run();
        } catch (IOException | InvalidJson unreadable) {
            check.rows.fail("bundle", new Fault(String.valueOf(unreadable.getMessage()), COLLECT));
        }
        return check.rows.results();
    }

    private void run() throws IOException, InvalidJson {
        Map<String, String> sums = Sums.parse(new String(read(Sums.FILE), StandardCharsets.US_ASCII));
        Set<String> there = entries();
        sums.forEach((name, sum) -> compare(name, sum, there));
        there.stream()
                .filter(name -> !sums.containsKey(name) && !name.equals(Sums.FILE))
                .forEach(name -> tampered(name, "was added: the checksums do not know it"));
        if (damaged.isEmpty()) {
            rows.pass("bundle.files", sums.size() + " files are as they were collected");
        }
        Report index = Json.read(read(Bundle.INDEX + ".json"), Report.class);
        items(index);
        signatures(index);
    }

    private void compare(String name, String sum, Set<String> there) {
        if (!there.contains(name)) {
            tampered(name, "was dropped");
            return;
        }
        try {
            byte[] content = read(name);
            files.put(name, content);
            if (!Digest.of(content).equals(sum)) {
                tampered(name, "was changed");
            }
        } catch (IOException unreadable) {
            tampered(name, "cannot be read");
        }
    }

    private void tampered(String name, String what) {
        damaged.add(name);
        rows.fail("bundle.file." + name, new Fault("TAMPERED: " + name + " " + what, COLLECT));
    }

    /** The index knows the digests too, and whose host it is; so the checksums alone cannot be made to fit. */
    private void items(Report index) {
        Set<String> wanted = new TreeSet<>();
        for (Item item : Item.values()) {
            wanted.add(item.stem());
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
        row.evidence().forEach((name, sum) -> {
            byte[] content = files.get(name);
            boolean told = damaged.contains(name);
            if (content == null && !told) {
                tampered(name, "is in the index and not among the checksums");
            } else if (content != null && !told && !Digest.of(content).equals(sum)) {
                tampered(name, "is not the file that the index was made with");
            }
        });
        byte[] json = files.get(item.stem() + ".json");
        if (json != null) {
            host(item, json, row, index.host());
        }
    }

    private void host(Item item, byte[] json, CheckResult row, HostFacts host) {
        try {
            Report report = Json.read(json, Report.class);
            if (!report.host().equals(host)) {
                tampered(
                        item.stem() + ".json",
                        "is of another host, " + report.host().hostname());
            } else if (report.status() != row.status()) {
                tampered(item.stem() + ".json", "ended with " + report.status() + ", not with " + row.status());
            }
        } catch (InvalidJson noReport) {
            tampered(item.stem() + ".json", "is no report");
        }
    }

    private void incomplete(Item item, String what) {
        rows.fail(
                "bundle.complete",
                new Fault("INCOMPLETE: " + item.stem() + " " + what, "do what its page says, and sign off again"));
    }

    private void signatures(Report index) {
        if (keys.isEmpty()) {
            rows.fail(
                    "bundle.signature",
                    new Fault(
                            "not proven: no key was named, and checksums prove nothing against who can write the folder",
                            "name the issuer's public key with --key"));
            return;
        }
        String worker = index.subject().getOrDefault(Bundle.WORKER, "");
        for (String name : List.copyOf(files.keySet())) {
            if (name.endsWith(".json") && !name.endsWith(Bundle.ENVELOPE)) {
                signature(name, worker);
            }
        }
    }

    private void signature(String name, String worker) {
        byte[] envelope = files.get(Bundle.envelopeOf(name));
        String problem = envelope == null ? "UNSIGNED: " + name + " has no envelope" : problem(name, envelope, worker);
        rows.require(
                "bundle.signature." + name,
                problem.isEmpty(),
                "signed",
                new Fault(problem, "sign off with an issuer at hand, and name its own key"));
    }

    /** The statement is about the report by its content, not by how the file is laid out. */
    private String problem(String name, byte[] envelope, String worker) {
        Attestation found = new AttestationVerifier(keys).verify(envelope);
        if (found instanceof Attestation.Rejected rejected) {
            return "TAMPERED: the envelope of " + name + " does not hold: " + rejected.why();
        }
        Attestation.Genuine genuine = (Attestation.Genuine) found;
        if (!genuine.workerId().equals(worker)) {
            return "TAMPERED: " + name + " was presented by another worker, " + genuine.workerId();
        }
        return isAbout(name, genuine.report()) ? "" : "TAMPERED: what was signed is not this " + name;
    }

    private boolean isAbout(String name, ObjectNode report) {
        try {
            return report.equals(Json.readObject(files.getOrDefault(name, new byte[0])));
        } catch (InvalidJson noReport) {
            return false;
        }
    }

    private byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a link");
        }
        return BoundedRead.of(file, MAX_BYTES);
    }

    private Set<String> entries() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (names.size() == MAX_ENTRIES) {
                    throw new IOException(folder + " has more than " + MAX_ENTRIES + " entries; it is no sign-off");
                }
                names.add(String.valueOf(entry.getFileName()));
            }
        }
        return names;
    }
}
