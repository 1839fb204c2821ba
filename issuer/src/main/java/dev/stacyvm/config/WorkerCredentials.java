package dev.stacyvm.config;

import dev.stacyvm.file.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What workers prove themselves with, trimmed and without blanks.
 *
 * @param sharedToken the one token of all workers
 * @param tokens a token of its own for each worker id; ids keep their case
 * @param signingKey mints and verifies signed tokens
 * @param verificationKeys verify only, while keys rotate
 */
public record WorkerCredentials(
        Optional<Secret> sharedToken,
        Map<String, Secret> tokens,
        Optional<Secret> signingKey,
        List<Secret> verificationKeys,
        Set<String> revokedTokenIds) {
    static WorkerCredentials from(Configuration configuration) {
        return new WorkerCredentials(
                configuration.secret("auth.worker_token").map(WorkerCredentials::trimmed),
                tokens(configuration.secretMap("auth.worker_tokens")),
                configuration.secret("auth.worker_signing_key").map(WorkerCredentials::trimmed),
                configuration.secrets("auth.worker_signing_keys").stream()
                        .filter(key -> !Configuration.isBlank(key))
                        .map(WorkerCredentials::trimmed)
                        .toList(),
                configuration.list("auth.worker_revoked_token_ids").stream()
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Map<String, Secret> tokens(Map<String, Secret> written) {
        Map<String, Secret> kept = new LinkedHashMap<>();
        written.forEach((id, token) -> {
            if (!id.isBlank() && !Configuration.isBlank(token)) {
                kept.put(id.strip(), trimmed(token));
            }
        });
        return Collections.unmodifiableMap(kept);
    }

    private static Secret trimmed(Secret secret) {
        return Secret.of(secret.revealText().strip());
    }
}
