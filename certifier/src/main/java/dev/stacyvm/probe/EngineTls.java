package dev.stacyvm.probe;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The files that TLS to an engine needs, as Docker names them. The engine's certificate is always verified.
 *
 * @param folder holds {@code ca.pem}, {@code cert.pem} and {@code key.pem}
 */
public record EngineTls(Path folder) {
    private static final String DOCKER = ".docker";

    Path authority() {
        return folder.resolve("ca.pem");
    }

    Path certificate() {
        return folder.resolve("cert.pem");
    }

    Path key() {
        return folder.resolve("key.pem");
    }

    /** What {@code DOCKER_TLS_VERIFY} and {@code DOCKER_CERT_PATH} ask for. */
    static Optional<EngineTls> of(Map<String, String> environment) {
        String path = environment.getOrDefault("DOCKER_CERT_PATH", "");
        if (!path.isBlank()) {
            return Optional.of(new EngineTls(Path.of(path)));
        }
        boolean verify = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank();
        return verify ? folder(environment).map(EngineTls::new) : Optional.empty();
    }

    /** Docker's own folder of the user. */
    static Optional<Path> folder(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_CONFIG", "");
        String home = environment.getOrDefault("HOME", "");
        if (!named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return home.isBlank() ? Optional.empty() : Optional.of(Path.of(home, DOCKER));
    }
}
