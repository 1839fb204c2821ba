package dev.stacyvm.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a runtime certification is asked to look at. */
public enum Target {
    ALL,
    DOCKER,
    GVISOR,
    KATA,
    FIRECRACKER,
    PROOT;

    /** The target an operator names; empty when there is none of that name. */
    public static Optional<Target> parse(String name) {
        return Arrays.stream(values())
                .filter(target -> target.word().equals(name))
                .findFirst();
    }

    /** The names that {@link #parse} knows, for messages. */
    public static String words() {
        return Arrays.stream(values()).map(Target::word).collect(Collectors.joining(", "));
    }

    /** The name as an operator writes it and a report carries it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Each runtime that this stands for, in the order of a report. */
    public List<Target> runtimes() {
        return this == ALL ? List.of(DOCKER, GVISOR, KATA, FIRECRACKER, PROOT) : List.of(this);
    }
}
