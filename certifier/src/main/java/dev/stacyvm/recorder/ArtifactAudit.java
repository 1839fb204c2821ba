package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.report.Status;
import dev.stacyvm.trust.Attestation;
import dev.stacyvm.trust.AttestationVerifier;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks through an artifact folder: can every artifact be read, does someone vouch for it and what it is, and does any number of a
 * host's events lack between the first and the last that is there. Blocking.
 */
public final class ArtifactAudit {
    private static final int MAX_ARTIFACT_BYTES = 4 * 1024 * 1024;
    private static final int MAX_SHOWN = 10;

    private final Path root;
    private final Optional<AttestationVerifier> keys;

    /** @param keys verifies attestations; without them it is only counted how many there are */
    public ArtifactAudit(Path root, Optional<AttestationVerifier> keys) {
        this.root = root;
        this.keys = keys;
    }

    /** What was found in one host's folder. */
    private static final class Found {
        private final TreeSet<Long> numbers = new TreeSet<>();
        private final List<String> broken = new ArrayList<>();
        private final List<String> forged = new ArrayList<>();
        private int artifacts;
        private int unsigned;
        private int repeated;
    }

    /**
     * Up to three rows a host, named {@code artifacts.<host>}, {@code sequence.<host>} and {@code trust.<host>}.
     *
     * @throws IOException when the folder cannot be listed
     */
    public List<CheckResult> run() throws IOException {
        Map<String, Found> hosts = new TreeMap<>();
        for (Path host : folders(root)) {
            Found found = new Found();
            for (Path shelf : folders(host)) {
                look(shelf, found);
            }
            hosts.put(host.getFileName().toString(), found);
        }
        List<CheckResult> rows = new ArrayList<>();
        hosts.forEach((host, found) -> {
            rows.add(whole(host, found));
            rows.add(sequence(host, found));
            rows.add(trust(host, found));
        });
        return List.copyOf(rows);
    }

    private void look(Path shelf, Found found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf, "*.json")) {
            for (Path file : files) {
                if (!file.endsWith("latest.json")) {
                    found.artifacts++;
                    read(file, found);
                }
            }
        }
    }

    private void read(Path file, Found found) throws IOException {
        try {
            ObjectNode artifact = Json.readObject(BoundedRead.of(file, MAX_ARTIFACT_BYTES));
            found.repeated += found.numbers.add(artifact.path("sequence").asLong()) ? 0 : 1;
            if (!artifact.has(Artifact.ATTESTATION)
                    && !artifact.path(Artifact.TRUST).asText().equals(TrustRule.ATTESTED)) {
                found.unsigned++;
            } else if (keys.isPresent() && !isGenuine(artifact, host(file), keys.get())) {
                found.forged.add(file.getFileName().toString());
            }
        } catch (InvalidJson torn) {
            found.broken.add(file.getFileName().toString());
        }
    }

    /** By a known key, and about this host and this report. */
    private static boolean isGenuine(ObjectNode artifact, String host, AttestationVerifier keys) {
        return artifact.path(Artifact.ATTESTATION) instanceof ObjectNode envelope
                && keys.verify(Json.write(envelope)) instanceof Attestation.Genuine genuine
                && genuine.host().equals(host)
                && RecordedReport.isAbout(artifact, genuine.report());
    }

    private static CheckResult whole(String host, Found found) {
        String name = "artifacts." + host;
        return found.broken.isEmpty()
                ? row(Status.PASS, name, found.artifacts + " artifacts can be read", "")
                : row(
                        Status.FAIL,
                        name,
                        found.broken.size() + " artifacts are broken: " + shown(found.broken),
                        "delete them and record again: stacyvm recorder replays what the log still holds");
    }

    private static CheckResult sequence(String host, Found found) {
        String name = "sequence." + host;
        if (found.numbers.isEmpty()) {
            return row(Status.PASS, name, "no events", "");
        }
        long missing = found.numbers.last() - found.numbers.first() + 1 - found.numbers.size();
        String range = found.numbers.first() + " to " + found.numbers.last();
        if (missing == 0) {
            return found.repeated == 0
                    ? row(Status.PASS, name, "none is missing from " + range, "")
                    : row(
                            Status.WARN,
                            name,
                            "none is missing from " + range + ", and " + found.repeated
                                    + " artifacts have a number that another has too",
                            "find out whether the host's log was begun anew; if not, another speaks for it");
        }
        return row(
                Status.FAIL,
                name,
                missing + " of " + range + " are missing, after " + shown(before(found.numbers)),
                "look for them among the dead letters, and in the log of the host");
    }

    /** The numbers that a gap follows. */
    private static List<String> before(NavigableSet<Long> numbers) {
        return numbers.stream()
                .filter(number -> !number.equals(numbers.last()) && !numbers.contains(number + 1))
                .map(String::valueOf)
                .collect(Collectors.toList());
    }

    private static String host(Path file) {
        return file.resolveSibling("../").normalize().getFileName().toString();
    }

    private CheckResult trust(String host, Found found) {
        String name = "trust." + host;
        if (!found.forged.isEmpty()) {
            return row(
                    Status.FAIL,
                    name,
                    found.forged.size() + " attestations are not good, or not about their artifact: "
                            + shown(found.forged),
                    "do not trust these files; name every attestation key of the issuer, and record the events again");
        }
        if (keys.isEmpty() && found.unsigned < found.artifacts) {
            return row(
                    Status.WARN,
                    name,
                    found.artifacts - found.unsigned + " attestations are not verified, " + found.unsigned
                            + " artifacts are UNSIGNED",
                    "name the issuer's attestation keys with --attestation-key-file");
        }
        return found.unsigned == 0
                ? row(Status.PASS, name, "all " + found.artifacts + " are attested", "")
                : row(
                        Status.WARN,
                        name,
                        found.unsigned + " of " + found.artifacts + " are UNSIGNED: nobody vouches for them",
                        "enrol the host, so that its results are attested");
    }

    private static CheckResult row(Status status, String name, String message, String remedy) {
        return new CheckResult(status, name, message, remedy, 0, Map.of());
    }

    private static String shown(List<String> names) {
        String some = names.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return names.size() > MAX_SHOWN ? some + ", ..." : some;
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                boolean hidden = entry.getFileName().toString().startsWith(".");
                if (!hidden && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(entry);
                }
            }
        }
        return folders;
    }
}
