package dev.stacyvm.recorder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The index: which event of which host lies in which file. It is read from the folders when a host is first met, and
 * forgotten, the host unused for longest first, when it grows too large.
 */
final class Shelves {
    private static final int MAX_ARTIFACT_BYTES = 4 * 1024 * 1024;
    private static final Pattern NAME = Pattern.compile("[0-9]{8}T[0-9]{6}Z-(.+)\\.json");

    private final Path root;
    private final int maxEntries;
    private final LinkedHashMap<String, Map<String, Path>> hosts = new LinkedHashMap<>(16, 0.75f, true);
    private int entries;

    /** @param maxEntries how many artifacts are remembered, beyond those of the host in use */
    Shelves(Path root, int maxEntries) {
        this.root = root;
        this.maxEntries = maxEntries;
    }

    /** The folder of one host's artifacts about one subject. */
    Path shelf(Artifact artifact) {
        return root.resolve(artifact.host()).resolve(artifact.folder());
    }

    /** What is recorded already for the event's host and id; a file that is no whole artifact counts as none. */
    Optional<ObjectNode> recorded(Artifact artifact) throws IOException {
        Path file = host(artifact.host()).get(artifact.event().id());
        return file == null ? Optional.empty() : read(file);
    }

    /** Remembers an artifact whose file is on the disk. */
    void add(Artifact artifact) throws IOException {
        Path file = shelf(artifact).resolve(artifact.name() + ".json");
        if (host(artifact.host()).put(artifact.event().id(), file) == null) {
            entries++;
        }
    }

    /** The edition that {@code latest.json} of the artifact's folder shows. */
    Optional<Edition> latest(Path shelf) throws IOException {
        return read(shelf.resolve("latest.json")).flatMap(Edition::in);
    }

    private static Optional<ObjectNode> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.readObject(BoundedRead.of(file, MAX_ARTIFACT_BYTES)));
        } catch (InvalidJson torn) {
            return Optional.empty();
        }
    }

    private Map<String, Path> host(String name) throws IOException {
        Map<String, Path> known = hosts.get(name);
        if (known != null) {
            return known;
        }
        Map<String, Path> listed = list(root.resolve(name));
        makeRoomFor(listed.size());
        hosts.put(name, listed);
        entries += listed.size();
        return listed;
    }

    private void makeRoomFor(int more) {
        Iterator<Map<String, Path>> oldest = hosts.values().iterator();
        while (entries + more > maxEntries && oldest.hasNext()) {
            entries -= oldest.next().size();
            oldest.remove();
        }
    }

    private static Map<String, Path> list(Path host) throws IOException {
        Map<String, Path> files = new HashMap<>();
        if (Files.isDirectory(host)) {
            try (DirectoryStream<Path> shelves = Files.newDirectoryStream(host, Files::isDirectory)) {
                for (Path shelf : shelves) {
                    listShelf(shelf, files);
                }
            }
        }
        return files;
    }

    private static void listShelf(Path shelf, Map<String, Path> files) throws IOException {
        try (DirectoryStream<Path> artifacts = Files.newDirectoryStream(shelf, "*.json")) {
            for (Path artifact : artifacts) {
                Matcher name = NAME.matcher(artifact.getFileName().toString());
                if (name.matches()) {
                    files.put(name.group(1), artifact);
                }
            }
        }
    }
}
