package dev.stacyvm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.event.EventDraft;
import dev.stacyvm.wire.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an artifact folder must look like. */
final class Artifacts {
    private Artifacts() {}

    /** Each draft has one JSON and one Markdown file, whole, the newest of each folder is its latest, and nothing else is there. */
    static void assertExactly(Path root, List<EventDraft> drafts) throws Exception {
        assertWhole(root);
        List<String> stems = drafts.stream().map(Artifacts::stem).sorted().toList();
        assertThat(names(root, ".json")).isEqualTo(stems);
        assertThat(names(root, ".md")).isEqualTo(stems);
        for (Map.Entry<Path, EventDraft> newest : newest(root, drafts).entrySet()) {
            ObjectNode latest =
                    Json.readObject(Files.readAllBytes(newest.getKey().resolve("latest.json")));
            assertThat(latest.get("event_id").asText())
                    .isEqualTo(newest.getValue().id());
            String message = latest.at("/checks/0/message").asText();
            assertThat(Files.readString(newest.getKey().resolve("latest.md"))).containsPattern(message + "\\D");
        }
        try (Stream<Path> incoming = Files.list(root.resolve(".incoming"))) {
            assertThat(incoming).isEmpty();
        }
    }

    /** No name stands for half a file. */
    static void assertWhole(Path root) throws Exception {
        for (Path file : files(root)) {
            if (file.toString().endsWith(".json")) {
                ObjectNode artifact = Json.readObject(Files.readAllBytes(file));
                assertThat(artifact.has("trust")).as("%s", file).isTrue();
            } else {
                assertThat(Files.readString(file)).as("%s", file).endsWith("\n");
            }
        }
    }

    /** How many there are; where files have no name yet is not looked at, for it changes meanwhile. */
    static long count(Path root) throws IOException {
        long all = 0;
        for (Path host : folders(root)) {
            for (Path shelf : folders(host)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf, "[0-9]*.json")) {
                    for (Path ignored : files) {
                        all++;
                    }
                }
            }
        }
        return all;
    }

    private static List<Path> folders(Path parent) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, "[!.]*")) {
                entries.forEach(found::add);
            }
        }
        return found;
    }

    private static String stem(EventDraft draft) {
        String time = draft.time().toString().replaceAll("[-:]", "");
        return draft.host() + "/" + draft.subject() + "/" + time + "-" + draft.id();
    }

    private static Map<Path, EventDraft> newest(Path root, List<EventDraft> drafts) {
        Map<Path, EventDraft> newest = new HashMap<>();
        for (EventDraft draft : drafts) {
            Path shelf = root.resolve(draft.host().value()).resolve(draft.subject());
            newest.merge(shelf, draft, BinaryOperator.maxBy(Comparator.comparing(EventDraft::time)));
        }
        return newest;
    }

    private static List<String> names(Path root, String ending) throws Exception {
        return files(root).stream()
                .map(file -> root.relativize(file).toString())
                .filter(name -> name.endsWith(ending) && !name.contains("/latest."))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .sorted()
                .toList();
    }

    private static List<Path> files(Path root) throws Exception {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !root.relativize(file).toString().startsWith("."))
                    .collect(Collectors.toList());
        }
    }
}
