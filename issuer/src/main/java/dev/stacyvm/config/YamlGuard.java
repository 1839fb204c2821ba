package dev.stacyvm.config;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A parser that looks at each event before the composer may see it. Parsing keeps its state in a list, composing
 * recurses: so depth, aliases, tags and further documents are refused here.
 */
final class YamlGuard implements Parser {
    private static final int DEEPEST = 16;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> CORE_TAGS = Set.of("str", "int", "float", "bool", "null", "seq", "map");

    private final Parser parser;
    private @Nullable Event passed;
    private int depth;
    private int documents;

    private YamlGuard(Parser parser) {
        this.parser = parser;
    }

    /** What is refused first; it leaves through the library, whose composer knows no other way out. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Optional<Mark> mark;

        private Refusal(Optional<Mark> mark, String sentence) {
            super(sentence, null, false, false);
            this.mark = mark;
        }

        /** Where it stands. */
        Optional<Mark> mark() {
            return mark;
        }
    }

    /** The root of the one document, if the text holds any. */
    static Optional<Node> compose(String text, LoadSettings settings) {
        Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
        return new Composer(settings, new YamlGuard(parser)).getSingleNode();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID kind) {
        return peekEvent().getEventId() == kind;
    }

    @Override
    public Event peekEvent() {
        Event event = parser.peekEvent();
        if (event != passed) {
            refuses(event).ifPresent(sentence -> {
                throw new Refusal(event.getStartMark(), sentence);
            });
            passed = event;
        }
        return event;
    }

    @Override
    public Event next() {
        peekEvent();
        return parser.next();
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
