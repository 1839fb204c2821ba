package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import dev.stacyvm.file.BoundedRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads the configuration. Blocking: it reads the file and the secret files it names. */
public final class ConfigurationLoader {
    private final Map<String, String> environment;
    private final Path folder;

    /**
     * @param environment all variables; {@code HOME} and those that begin with {@code STACYVM_} are used
     * @param folder the working folder: where {@code stacyvm.yaml} is looked for and relative paths start
     */
    public ConfigurationLoader(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** From {@code stacyvm.yaml} in the folder, else {@code ~/.stacyvm/config.yaml}, else the defaults alone. */
    public LoadResult load() {
        return find().map(this::load).orElseGet(() -> finish(new Draft()));
    }

    /** From this file, which must exist. */
    public LoadResult load(Path file) {
        Draft draft = new Draft();
        read(file, draft);
        return finish(draft);
    }

    /**
     * As far as it can be read, and the defaults beyond: no rule is checked, no problem told, no secret's file opened. For
     * what is needed before a problem can be told, and by commands that must work whatever else the file says.
     */
    public Configuration glance() {
        Draft draft = new Draft();
        find().ifPresent(file -> read(file, draft));
        new EnvironmentReading(draft).apply(environment);
        return draft.snapshot();
    }

    /** One byte more than is taken tells that a file is too large. */
    private static byte[] beginning(Path file) throws IOException {
        boolean tooLarge = Files.isRegularFile(file) && Files.size(file) > YamlDocument.MAX_BYTES;
        return tooLarge ? new byte[YamlDocument.MAX_BYTES + 1] : BoundedRead.of(file, YamlDocument.MAX_BYTES);
    }

    /** From bytes that were read already; {@code label} names them in problems. */
    public LoadResult load(String label, byte[] yaml) {
        Draft draft = new Draft();
        new FileReading(label, draft).apply(yaml);
        return finish(draft);
    }

    /** The file that {@link #load()} would read, if there is one. */
    public Optional<Path> find() {
        Path here = Path.of("stacyvm.yaml");
        Stream<Path> home = Optional.ofNullable(environment.get("HOME")).stream()
                .filter(set -> !set.isBlank())
                .map(set -> folder.resolve(set).resolve(".stacyvm").resolve("config.yaml"));
        return Stream.concat(Stream.of(here), home)
                .filter(file -> Files.exists(folder.resolve(file)))
                .findFirst();
    }

    private void read(Path file, Draft draft) {
        try {
            new FileReading(file.toString(), draft).apply(beginning(folder.resolve(file)));
        } catch (IOException unreadable) {
            String sentence = unreadable.getMessage() + "; name a configuration file that this user can read";
            draft.problems().error(Kind.FILE, Origin.file(file.toString()), "", sentence);
        }
    }

    private LoadResult finish(Draft draft) {
        new EnvironmentReading(draft).apply(environment);
        new SecretFiles(draft, folder).read();
        Configuration configuration = draft.snapshot();
        Rules.check(configuration, draft.problems());
        Problems problems = draft.problems();
        return problems.errors().isEmpty()
                ? new LoadResult.Loaded(configuration, problems.warnings())
                : new LoadResult.Invalid(problems.errors(), problems.warnings());
    }
}
