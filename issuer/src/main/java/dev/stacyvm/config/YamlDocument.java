package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads bytes as one YAML 1.2 document whose root is a mapping. What is refused is told in one sentence of our own: the
 * library's messages quote the file, and so its secrets.
 */
final class YamlDocument {
    static final int MAX_BYTES = 1024 * 1024;

    private final String label;
    private final Problems problems;

    /** @param label names the file in problems */
    YamlDocument(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    /** The root; empty when the document is empty, and when it was refused and that has been told. */
    Optional<MappingNode> read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return refuse(Origin.file(label), "the file is larger than 1 MiB; remove what is not configuration");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return compose(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notText) {
            return refuse(Origin.file(label), "the file is not UTF-8 text; save it as UTF-8");
        }
    }

    private Optional<MappingNode> compose(String text) {
        try {
            return YamlGuard.compose(text, settings()).flatMap(this::mapping);
        } catch (YamlGuard.Refusal refusal) {
            return refuse(at(refusal.mark()), String.valueOf(refusal.getMessage()));
        } catch (MarkedYamlEngineException malformed) {
            return refuse(at(malformed.getProblemMark()), whyMalformed(text, malformed.getProblemMark()));
        } catch (YamlEngineException | IllegalArgumentException malformed) {
            return refuse(
                    Origin.file(label), "this is not YAML; it holds a character or an escape that YAML does not allow");
        }
    }

    private Optional<MappingNode> mapping(Node root) {
        if (root instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        if (root instanceof ScalarNode && root.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        return refuse(at(root.getStartMark()), "the file does not begin with a section; write it like \"server:\"");
    }

    private static String whyMalformed(String text, Optional<Mark> mark) {
        String line =
                mark.flatMap(at -> text.lines().skip(at.getLine()).findFirst()).orElse("");
        return line.strip().isEmpty() || line.indexOf('\t') < 0
                ? "this is not YAML"
                        + mark.map(at -> " at column " + (at.getColumn() + 1)).orElse("")
                        + "; check the indentation, and put quotes around a value with special characters"
                : "a tab is not allowed here; indent with spaces";
    }

    private Origin at(Optional<Mark> mark) {
        return mark.map(at -> Origin.line(label, at.getLine() + 1)).orElse(Origin.file(label));
    }

    private Optional<MappingNode> refuse(Origin origin, String sentence) {
        problems.error(Kind.FILE, origin, "", sentence);
        return Optional.empty();
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(0)
                .setAllowRecursiveKeys(false)
                .setAllowNonScalarKeys(true)
                .build();
    }
}
