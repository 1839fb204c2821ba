package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides for one batch which files are missing, then has them written. */
final class Filing {
    private static final String LATEST = "latest";

    private final Shelves shelves;
    private final WritePlan plan;
    private final Map<String, Artifact> added = new LinkedHashMap<>();
    private final List<Artifact> fresh = new ArrayList<>();
    private final Map<Path, Artifact> newest = new HashMap<>();

    Filing(Shelves shelves, WritePlan plan) {
        this.shelves = shelves;
        this.plan = plan;
    }

    /**
     * Adds what of the artifact is not on the disk yet.
     *
     * @throws Refusal when its host has used the event's id before, for something else
     */
    void add(Artifact artifact) throws IOException, Refusal {
        String key = artifact.host() + "/" + artifact.event().id();
        Optional<ObjectNode> recorded = recorded(artifact, key);
        if (recorded.isPresent() && !content(recorded.get()).equals(content(tree(artifact)))) {
            throw new Refusal("its host has used its id before, for another event");
        }
        Path shelf = shelves.shelf(artifact);
        Path markdown = shelf.resolve(artifact.name() + ".md");
        if (recorded.isEmpty() || !Files.exists(markdown)) {
            plan.put(markdown, artifact.markdown());
        }
        if (recorded.isEmpty()) {
            fresh.add(artifact);
            plan.put(shelf.resolve(artifact.name() + ".json"), artifact.json());
        }
        added.putIfAbsent(key, artifact);
        newest.merge(shelf, artifact, (left, right) -> left.edition().compareTo(right.edition()) < 0 ? right : left);
    }

    /** Writes all, and remembers it; answers what was not there before, in the order in which it came. */
    List<Artifact> write() throws IOException {
        for (Map.Entry<Path, Artifact> shelf : newest.entrySet()) {
            moveLatest(shelf.getKey(), shelf.getValue());
        }
        plan.write();
        for (Artifact artifact : added.values()) {
            shelves.add(artifact);
        }
        return List.copyOf(fresh);
    }

    /** Forward only. The same edition again is written again: the last try may have ended between its two files. */
    private void moveLatest(Path shelf, Artifact candidate) throws IOException {
        Optional<Edition> shown = shelves.latest(shelf);
        if (shown.isEmpty() || shown.get().compareTo(candidate.edition()) <= 0) {
            plan.put(shelf.resolve(LATEST + ".md"), candidate.markdown());
            plan.put(shelf.resolve(LATEST + ".json"), candidate.json());
        }
    }

    private Optional<ObjectNode> recorded(Artifact artifact, String key) throws IOException {
        Artifact before = added.get(key);
        return before == null ? shelves.recorded(artifact) : Optional.of(tree(before));
    }

    /** What must be equal: not how it was trusted, which depends on the way it came, nor which of several attestations. */
    private static ObjectNode content(ObjectNode artifact) {
        return artifact.deepCopy().without(List.of(Artifact.TRUST, Artifact.ATTESTATION));
    }

    private static ObjectNode tree(Artifact artifact) {
        try {
            return Json.readObject(artifact.json().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJson impossible) {
            throw new IllegalStateException("an artifact is JSON", impossible);
        }
    }
}
