package dev.stacyvm.bus.local;

import dev.stacyvm.file.LocalFolder;
import dev.stacyvm.file.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where state lies: {@code --state}, else {@code STACYVM_STATE_DIR}, else {@code events.state_dir} of the configuration,
 * else {@code ./.stacyvm/state} where that exists and is ours, else {@code /var/lib/stacyvm} where it exists and is
 * writable, else {@code ${XDG_STATE_HOME:-~/.local/state}/stacyvm}.
 *
 * @param environment the environment variables
 * @param working the folder the command was started in
 * @param home the user's home folder
 * @param system the folder of an installation for the whole machine
 */
public record StateFolder(Map<String, String> environment, Path working, Path home, Path system) {
    /** For this process. */
    public static StateFolder ofThisProcess() {
        return new StateFolder(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", "/")),
                Path.of("/var/lib/stacyvm"));
    }

    /**
     * The folder, absolute; nothing is made or checked.
     *
     * @param configured {@code events.state_dir}; blank where nothing is configured
     */
    public Path choose(Optional<Path> flag, String configured) {
        return working.resolve(flag.or(() -> variable("STACYVM_STATE_DIR"))
                        .or(() -> path(configured))
                        .or(() -> Optional.of(working.resolve(".stacyvm/state")).filter(StateFolder::isOurs))
                        .or(() -> Optional.of(system).filter(Files::isDirectory).filter(Files::isWritable))
                        .orElseGet(this::ofUser))
                .normalize();
    }

    /**
     * The folder, made with mode 0700 where it is missing. Blocking.
     *
     * @throws IOException when it cannot be made or written, is a link, another user's or writable by others, or lies
     *     on a network filesystem; the message is for an operator
     */
    public Path ensure(Optional<Path> flag, String configured) throws IOException {
        return LocalFolder.require(PrivateFolder.ensure(choose(flag, configured)));
    }

    private Path ofUser() {
        return variable("XDG_STATE_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".local/state"))
                .resolve("stacyvm");
    }

    private Optional<Path> variable(String name) {
        return path(environment.getOrDefault(name, ""));
    }

    private static Optional<Path> path(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static boolean isOurs(Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(System.getProperty("user.name"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
