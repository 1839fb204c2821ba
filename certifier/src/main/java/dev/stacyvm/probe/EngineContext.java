package dev.stacyvm.probe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which engine the {@code docker} command would talk to: {@code DOCKER_HOST}, else the context that {@code DOCKER_CONTEXT} or
 * Docker's {@code config.json} names, else the usual socket. Small reads, blocking.
 */
final class EngineContext {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int SHOWN = 60;
    private static final String DEFAULT = "default";

    private EngineContext() {}

    static EngineAddress of(Map<String, String> environment) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank()) {
            return EngineAddress.parse(host, EngineTls.of(environment));
        }
        Optional<Path> folder = EngineTls.folder(environment);
        String name = name(environment, folder);
        if (name.isBlank() || name.equals(DEFAULT) || folder.isEmpty()) {
            return EngineAddress.parse("");
        }
        return context(folder.get().resolve("contexts"), name);
    }

    private static String name(Map<String, String> environment, Optional<Path> folder) {
        String named = environment.getOrDefault("DOCKER_CONTEXT", "");
        return named.isBlank()
                ? folder.map(path -> read(path.resolve("config.json"))
                                .path("currentContext")
                                .asText())
                        .orElse("")
                : named;
    }

    /** Docker names the folder of a context by the digest of its name. */
    private static EngineAddress context(Path contexts, String name) {
        String digest = Digest.ofText(name);
        String host = read(contexts.resolve("meta").resolve(digest).resolve("meta.json"))
                .path("Endpoints")
                .path("docker")
                .path("Host")
                .asText();
        Path tls = contexts.resolve("tls").resolve(digest).resolve("docker");
        return host.isBlank()
                ? EngineAddress.unusable(
                        "the Docker context " + Printable.of(name, SHOWN),
                        "has no address in " + contexts + "; see docker context ls")
                : EngineAddress.parse(
                        host, Files.isDirectory(tls) ? Optional.of(new EngineTls(tls)) : Optional.empty());
    }

    private static JsonNode read(Path file) {
        try {
            return Files.exists(file) ? Json.readObject(BoundedRead.of(file, MAX_BYTES)) : Json.object();
        } catch (IOException | InvalidJson unreadable) {
            return Json.object();
        }
    }
}
