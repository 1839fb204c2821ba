package dev.stacyvm.app;

import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which configuration a report is about, and what loading it ended with.
 *
 * @param file what was read, as the operator finds it; empty where the defaults hold alone
 */
public record ConfigFile(Optional<Path> file, LoadResult result) {
    /**
     * Loads the named file, or the usual one. Blocking.
     *
     * @param folder what relative paths start from
     * @throws OperatorError when the file is named and there is none; anything else that is wrong is in the result
     */
    public static ConfigFile of(Map<String, String> environment, Path folder, Optional<String> named) {
        ConfigurationLoader loader = new ConfigurationLoader(environment, folder);
        if (named.isEmpty()) {
            return new ConfigFile(loader.find(), loader.load());
        }
        Path file = Path.of(named.get());
        if (!Files.exists(folder.resolve(file))) {
            throw new OperatorError(named.get() + " does not exist; name a configuration file");
        }
        return new ConfigFile(Optional.of(file), loader.load(file));
    }
}
