package dev.stacyvm.config;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every key there is, by its path and by its environment variable. */
public final class KeyTable {
    private static final List<Key> ALL =
            Stream.concat(OwnedKeys.ALL.stream(), FleetKeys.ALL.stream()).toList();
    private static final Map<String, Key> BY_PATH =
            ALL.stream().collect(toUnmodifiableMap(Key::path, Function.identity()));
    private static final Map<String, Key> BY_VARIABLE =
            ALL.stream().collect(toUnmodifiableMap(Key::variable, Function.identity()));
    private static final Set<String> OWNED =
            OwnedKeys.ALL.stream().map(Key::section).collect(toUnmodifiableSet());
    private static final Set<String> SECTIONS =
            ALL.stream().flatMap(key -> parents(key.path())).collect(toUnmodifiableSet());
    private static final Map<String, String> SECTION_VARIABLES =
            SECTIONS.stream().collect(toUnmodifiableMap(Key::variableOf, Function.identity()));

    private KeyTable() {}

    /** All keys, section by section. */
    public static List<Key> all() {
        return ALL;
    }

    static Optional<Key> byPath(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    static Optional<Key> byVariable(String variable) {
        return Optional.ofNullable(BY_VARIABLE.get(variable));
    }

    static Set<String> variables() {
        return BY_VARIABLE.keySet();
    }

    /** Whether keys lie below the path. */
    static boolean isSection(String path) {
        return SECTIONS.contains(path);
    }

    /** The path of the section that the variable is named like, if it is. */
    static Optional<String> sectionOfVariable(String variable) {
        return Optional.ofNullable(SECTION_VARIABLES.get(variable));
    }

    static Set<String> sectionVariables() {
        return SECTION_VARIABLES.keySet();
    }

    /** Whether an unknown name at this path is an error. */
    static boolean isOwned(String path) {
        return path.indexOf('.') > 0 && OWNED.contains(path.substring(0, path.indexOf('.')));
    }

    /** The path that an unknown one was probably meant to be: a neighbour, or the same name in another section. */
    static Optional<String> meant(String path) {
        int cut = path.lastIndexOf('.') + 1;
        String parent = path.substring(0, cut);
        String name = path.substring(cut);
        List<String> neighbours = Stream.concat(BY_PATH.keySet().stream(), SECTIONS.stream())
                .filter(known -> known.startsWith(parent) && known.indexOf('.', cut) < 0)
                .map(known -> known.substring(cut))
                .toList();
        return Suggestion.nearest(name, neighbours)
                .map(parent::concat)
                .or(() -> BY_PATH.keySet().stream()
                        .filter(known -> known.endsWith("." + name))
                        .sorted()
                        .findFirst());
    }

    private static Stream<String> parents(String path) {
        return Stream.iterate(parent(path), section -> !section.isEmpty(), KeyTable::parent);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}
