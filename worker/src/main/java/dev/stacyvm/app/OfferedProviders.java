package dev.stacyvm.app;

import java.util.List;
import java.util.Set;

/**
 * What a worker offers of what stands on its host: the runtimes of providers that the operator has enabled. gVisor and Kata
 * are the Docker provider's.
 */
record OfferedProviders(List<String> enabled) {
    private static final String DOCKER = "docker";
    private static final Set<String> BY_DOCKER = Set.of(DOCKER, "gvisor", "kata");

    List<String> among(List<String> standing) {
        return standing.stream()
                .filter(runtime -> enabled.contains(BY_DOCKER.contains(runtime) ? DOCKER : runtime))
                .toList();
    }
}
