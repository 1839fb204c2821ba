package dev.stacyvm.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * An option or a parameter that may be left out, told to the parser in code. Annotations would tell the same, but to read
 * them the JVM makes classes at every start: that was a quarter of a short command's time.
 *
 * @param <T> what the word is turned into
 */
final class Argument<T> implements CommandPart {
    private final ArgSpec spec;

    private Argument(ArgSpec spec) {
        this.spec = spec;
    }

    /** One that has a value whatever the command line says: it must be given, or something stands in for it. */
    static final class Sure<T> implements CommandPart {
        private final ArgSpec spec;

        private Sure(ArgSpec spec) {
            this.spec = spec;
        }

        /** Once the command line was parsed. */
        T get() {
            return Objects.requireNonNull(spec.<@Nullable T>getValue(), spec.paramLabel());
        }

        @Override
        public void addTo(CommandSpec command) {
            command.add(spec);
        }
    }

    static Argument<String> option(String name, String label, String description) {
        return new Argument<>(option(name, label).description(description).build());
    }

    /** @param parse refuses with an IllegalArgumentException whose message says why */
    static <T> Argument<T> option(Function<String, T> parse, String name, String label, String description) {
        return new Argument<>(option(name, label)
                .converters(refusing(parse))
                .description(description)
                .build());
    }

    /** An option whose value is one of an enum's names, in any case. */
    static <T extends Enum<T>> Argument<T> option(Class<T> choices, String name, String label, String description) {
        return new Argument<>(
                option(name, label).type(choices).description(description).build());
    }

    /** An option that may stand without its value, which then is empty. */
    static Argument<String> optionWithOrWithoutValue(String name, String label, String description) {
        return new Argument<>(option(name, label)
                .arity("0..1")
                .fallbackValue("")
                .description(description)
                .build());
    }

    /** An option without a value. */
    static Sure<Boolean> flag(String name, String description) {
        return new Sure<>(OptionSpec.builder(name)
                .type(boolean.class)
                .initialValue(false)
                .description(description)
                .build());
    }

    /** An option that may be given again and again, or never. */
    static Sure<List<String>> options(String name, String label, String description) {
        return new Sure<>(several(Function.identity(), name, label, description).build());
    }

    /** An option that must be given, and may be again and again. */
    static <T> Sure<List<T>> requiredOptions(Function<String, T> parse, String name, String label, String description) {
        return new Sure<>(
                several(parse, name, label, description).required(true).build());
    }

    static <T> Sure<List<T>> options(Function<String, T> parse, String name, String label, String description) {
        return new Sure<>(several(parse, name, label, description).build());
    }

    /** A word that must be there, in its place. */
    static Sure<String> word(String label, String description) {
        return word(Function.identity(), label, description);
    }

    static <T> Sure<T> word(Function<String, T> parse, String label, String description) {
        return new Sure<>(word(label)
                .required(true)
                .converters(refusing(parse))
                .description(description)
                .build());
    }

    /** A word that must be there and is one of an enum's names, in any case. */
    static <T extends Enum<T>> Sure<T> word(Class<T> choices, String label, String description) {
        return new Sure<>(word(label)
                .required(true)
                .type(choices)
                .description(description)
                .build());
    }

    /** A word that may be left out. */
    static <T> Argument<T> optionalWord(Function<String, T> parse, String label, String description) {
        return new Argument<>(word(label)
                .arity("0..1")
                .converters(refusing(parse))
                .description(description)
                .build());
    }

    /** The same, where a shell offers these words. */
    Argument<T> among(List<String> words) {
        return new Argument<>(
                spec instanceof OptionSpec option
                        ? OptionSpec.builder(option).completionCandidates(words).build()
                        : PositionalParamSpec.builder((PositionalParamSpec) spec)
                                .completionCandidates(words)
                                .build());
    }

    /** The same option, which has a further name. */
    Argument<T> alsoNamed(String name) {
        OptionSpec option = (OptionSpec) spec;
        return new Argument<>(
                OptionSpec.builder(option).names(option.longestName(), name).build());
    }

    /** The same option, which the help does not name. */
    Argument<T> hidden() {
        return new Argument<>(OptionSpec.builder((OptionSpec) spec).hidden(true).build());
    }

    /** The same option, which must be given. */
    Sure<T> required() {
        return new Sure<>(OptionSpec.builder((OptionSpec) spec).required(true).build());
    }

    /** The same, where it is left out as if this word stood there. */
    Sure<T> orElse(String word) {
        return new Sure<>(
                spec instanceof OptionSpec option
                        ? OptionSpec.builder(option).defaultValue(word).build()
                        : PositionalParamSpec.builder((PositionalParamSpec) spec)
                                .defaultValue(word)
                                .build());
    }

    /** Its value once the command line was parsed; empty where it was left out. */
    Optional<T> given() {
        return Optional.ofNullable(spec.<@Nullable T>getValue());
    }

    @Override
    public void addTo(CommandSpec command) {
        command.add(spec);
    }

    void addTo(ArgGroupSpec.Builder group) {
        group.addArg(spec);
    }

    private static OptionSpec.Builder option(String name, String label) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label);
    }

    private static OptionSpec.Builder several(
            Function<String, ?> parse, String name, String label, String description) {
        return option(name, label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .converters(refusing(parse))
                .initialValue(List.of())
                .description(description);
    }

    private static PositionalParamSpec.Builder word(String label) {
        return PositionalParamSpec.builder().type(String.class).paramLabel(label);
    }

    private static ITypeConverter<?> refusing(Function<String, ?> parse) {
        return word -> {
            try {
                return parse.apply(word);
            } catch (IllegalArgumentException invalid) {
                throw new TypeConversionException(String.valueOf(invalid.getMessage()));
            }
        };
    }
}
