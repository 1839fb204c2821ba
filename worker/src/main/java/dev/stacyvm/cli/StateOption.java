package dev.stacyvm.cli;

import dev.stacyvm.app.OperatorError;
import dev.stacyvm.bus.local.StateFolder;
import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.file.IoClause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Where the event log lies. */
final class StateOption implements CommandPart {
    private final Argument<String> state = Argument.option(
            "--state",
            "DIR",
            "Folder of the event log (default: STACYVM_STATE_DIR, events.state_dir, ./.stacyvm/state,"
                    + " /var/lib/stacyvm or ~/.local/state/stacyvm, the first that fits).");

    @Override
    public void addTo(CommandSpec command) {
        state.addTo(command);
    }

    /** The folder, made where it is missing. Fails with one sentence when it cannot be used. */
    Path require(Terminal terminal) {
        try {
            return resolver(terminal).ensure(given(terminal), configured(terminal));
        } catch (IOException unusable) {
            throw new OperatorError(IoClause.of(unusable), unusable);
        }
    }

    /** The folder, or a warning and nothing: a check counts whether or not its result can be published. */
    Optional<Path> orWarn(Terminal terminal) {
        try {
            return Optional.of(require(terminal));
        } catch (OperatorError unusable) {
            terminal.warn("the result is not published: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    Optional<Path> given(Terminal terminal) {
        return state.given().map(terminal::resolve).map(Path::toAbsolutePath);
    }

    /** Checks publish whatever else is wrong with the configuration; lint and doctor tell of that. */
    private static String configured(Terminal terminal) {
        return new ConfigurationLoader(terminal.environment(), terminal.folder())
                .glance()
                .events()
                .stateDir();
    }

    private static StateFolder resolver(Terminal terminal) {
        StateFolder process = StateFolder.ofThisProcess();
        return new StateFolder(
                terminal.environment(), terminal.folder().toAbsolutePath(), process.home(), process.system());
    }
}
