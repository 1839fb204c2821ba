package dev.stacyvm.config;

import dev.stacyvm.config.KeyType.Shape;
import dev.stacyvm.config.Problem.Kind;
import dev.stacyvm.wire.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Takes the values of a document into a draft. Names are matched without regard to case; null leaves the default. */
final class FileReading {
    private static final int SHOWN = 80;

    private final String label;
    private final Draft draft;
    private final Set<String> seen = new HashSet<>();

    /** @param label names the file in problems */
    FileReading(String label, Draft draft) {
        this.label = label;
        this.draft = draft;
    }

    void apply(byte[] bytes) {
        new YamlDocument(label, draft.problems()).read(bytes).ifPresent(root -> section("", root));
    }

    private void section(String parent, MappingNode fields) {
        for (NodeTuple field : fields.getValue()) {
            Origin origin = origin(field.getKeyNode());
            if (field.getKeyNode() instanceof ScalarNode name) {
                member(parent + name.getValue().toLowerCase(Locale.ROOT), field.getValueNode(), origin);
            } else {
                error(Kind.FILE, origin, parent, "a name is a list or a mapping; write a plain word before the colon");
            }
        }
    }

    private void member(String path, Node value, Origin origin) {
        Optional<Key> key = KeyTable.byPath(path);
        if (!seen.add(path)) {
            error(Kind.FILE, origin, path, "it is written twice; keep one of the two");
        } else if (key.isPresent()) {
            value(key.get(), value);
        } else if (!KeyTable.isSection(path)) {
            unknown(path, origin);
        } else if (value instanceof MappingNode fields) {
            section(path + ".", fields);
        } else if (!isNull(value)) {
            error(Kind.TYPE, origin, path, "it is a section; write its keys below it, indented");
        }
    }

    private void value(Key key, Node node) {
        Shape shape = key.type().shape();
        if (isNull(node)) {
            return;
        }
        if (node instanceof ScalarNode scalar) {
            draft.read(key, scalar.getValue(), origin(node));
        } else if (node instanceof SequenceNode sequence && shape == Shape.LIST) {
            list(key, sequence);
        } else if (node instanceof MappingNode mapping && shape == Shape.MAP) {
            map(key, mapping);
        } else {
            error(
                    Kind.TYPE,
                    origin(node),
                    key.path(),
                    switch (shape) {
                        case SCALAR -> "it is a list or a mapping; write one value";
                        case LIST -> "it is a mapping; write a list, one \"- item\" a line";
                        case MAP -> "it is a list; write \"name: value\" lines below it, indented";
                    });
        }
    }

    private void list(Key key, SequenceNode sequence) {
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            text(key, item).ifPresent(items::add);
        }
        draft.put(key, ValueReader.of(key.type(), items), origin(sequence));
    }

    private void map(Key key, MappingNode mapping) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Optional<String> name = text(key, entry.getKeyNode());
            Optional<String> text = text(key, entry.getValueNode());
            if (name.isPresent() && text.isPresent() && entries.put(name.get(), text.get()) != null) {
                error(
                        Kind.FILE,
                        origin(entry.getKeyNode()),
                        key.path(),
                        quoted(name.get()) + " is written twice; keep one");
            }
        }
        draft.put(key, ValueReader.of(key.type(), entries), origin(mapping));
    }

    private Optional<String> text(Key key, Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(isNull(node) ? "" : scalar.getValue());
        }
        error(
                Kind.TYPE,
                origin(node),
                key.path(),
                "it holds a list or a mapping where one value belongs; write one value");
        return Optional.empty();
    }

    private void unknown(String path, Origin origin) {
        Problems problems = draft.problems();
        boolean owned = KeyTable.isOwned(path);
        if (owned ? problems.hasAllErrors() : problems.hasAllWarnings()) {
            return;
        }
        String remedy =
                KeyTable.meant(path).map(meant -> "did you mean " + meant + "?").orElse("remove it");
        String sentence = "there is no such key; " + remedy;
        if (owned) {
            error(Kind.UNKNOWN_KEY, origin, path, sentence);
        } else {
            problems.warning(Kind.UNKNOWN_KEY, origin, Printable.of(path, SHOWN), sentence);
        }
    }

    private void error(Kind kind, Origin origin, String path, String sentence) {
        draft.problems().error(kind, origin, Printable.of(path, SHOWN), sentence);
    }

    private Origin origin(Node node) {
        return node.getStartMark()
                .map(mark -> Origin.line(label, mark.getLine() + 1))
                .orElse(Origin.file(label));
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    private static String quoted(String name) {
        return "\"" + Printable.of(name, SHOWN) + "\"";
    }
}
