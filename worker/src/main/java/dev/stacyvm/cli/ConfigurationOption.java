package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.config.Problem;
import java.util.stream.Collectors;

/** The configuration as every command that needs one loads it: warnings told, all problems in one failure. */
final class ConfigurationOption {
    private ConfigurationOption() {}

    static Configuration load(Terminal terminal) {
        LoadResult result = new ConfigurationLoader(terminal.environment(), terminal.folder()).load();
        result.warnings().stream().map(Problem::text).forEach(terminal::warn);
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.configuration();
        }
        throw new OperatorError(((LoadResult.Invalid) result)
                .problems().stream().map(Problem::text).collect(Collectors.joining("; ")));
    }
}
