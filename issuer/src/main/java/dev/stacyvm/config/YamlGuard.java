package dev.stacyvm.config;

import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Goes over a document's events before anything is built from it. Parsing keeps its state in a list, composing recurses:
 * so depth, aliases, tags and further documents are refused here.
 */
final class YamlGuard {
    private static final int DEEPEST = 16;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> CORE_TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");

    private int depth;
    private int documents;

    private YamlGuard() {}

    /** @param mark where it stands */
    record Refusal(Optional<Mark> mark, String sentence) {}

    /** The first thing that is refused, if any. */
    static Optional<Refusal> check(String text, LoadSettings settings) {
        YamlGuard guard = new YamlGuard();
        for (Event event : new Parse(settings).parseString(text)) {
            Optional<String> sentence = guard.refuses(event);
            if (sentence.isPresent()) {
                return sentence.map(why -> new Refusal(event.getStartMark(), why));
            }
        }
        return Optional.empty();
    }

    private Optional<String> refuses(Event event) {
        if (event instanceof CollectionStartEvent) {
            depth++;
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
        if (event instanceof DocumentStartEvent) {
            documents++;
        }
        if (documents > 1) {
            return Optional.of("a second document begins here; keep one document in the file");
        }
        if (depth > DEEPEST) {
            return Optional.of("this is nested deeper than 16 levels; no key lies so deep");
        }
        return refusesNode(event);
    }

    private static Optional<String> refusesNode(Event event) {
        boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
        if (anchored || event instanceof AliasEvent) {
            return Optional.of("anchors and aliases (& and *) are not taken; write the value out, or in quotes");
        }
        if (event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<")) {
            return Optional.of("a merge (<<) is not taken; write its keys out");
        }
        return tag(event)
                .filter(tag -> !isCore(tag))
                .map(tag -> "a tag (!) of this kind is not taken; remove it, or put the value in quotes");
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private static boolean isCore(String tag) {
        return tag.startsWith(CORE) && CORE_TAGS.contains(tag.substring(CORE.length()));
    }
}
