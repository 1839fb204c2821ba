package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.config.WorkerCredentials;
import dev.stacyvm.file.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Further rows on secrets: strength of every worker's, reuse across roles, and switches that do nothing. */
final class SecretRows {
    private static final int NAMED = 5;

    private final Configuration configuration;
    private final Rows rows;

    SecretRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        strength();
        reuse();
        hiddenStatics();
        enforcement();
    }

    private void strength() {
        List<String> weak = new ArrayList<>();
        workerSecrets()
                .forEach((name, secret) ->
                        SecretRule.weakness(secret).ifPresent(weakness -> weak.add(name + " is " + weakness)));
        rows.advise(
                "auth.worker_secrets",
                weak.isEmpty(),
                workerSecrets().size() + " checked",
                new Fault(some(weak), "replace each with a random secret of at least 32 bytes"));
    }

    private void reuse() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        configuration.secret("auth.api_key").ifPresent(key -> secrets.put("auth.api_key", key));
        configuration.secret("auth.admin_api_key").ifPresent(key -> secrets.put("auth.admin_api_key", key));
        configuration.auth().worker().signingKey().ifPresent(key -> secrets.put("auth.worker_signing_key", key));
        secrets.putAll(workerSecrets());
        List<String> shared = new ArrayList<>();
        Map<String, String> owners = new LinkedHashMap<>();
        secrets.forEach((name, secret) -> {
            String first = owners.putIfAbsent(secret.revealText().strip(), name);
            if (first != null && !isToldElsewhere(first, name)) {
                shared.add(name + " equals " + first);
            }
        });
        rows.advise(
                "auth.key_reuse",
                shared.isEmpty(),
                "every secret is used once",
                new Fault(some(shared), "give every role and every worker a secret of its own"));
    }

    private static boolean isToldElsewhere(String first, String name) {
        boolean apiKeys = first.equals("auth.api_key") && name.equals("auth.admin_api_key");
        return apiKeys || (first.startsWith("auth.worker_signing_key") && name.startsWith("auth.worker_signing_key"));
    }

    private void hiddenStatics() {
        WorkerCredentials worker = configuration.auth().worker();
        boolean rotationKeysAlone =
                worker.signingKey().isEmpty() && !worker.verificationKeys().isEmpty();
        boolean statics = worker.sharedToken().isPresent() || !worker.tokens().isEmpty();
        if (rotationKeysAlone && statics) {
            rows.warn(
                    "auth.worker_static_tokens",
                    new Fault(
                            "static worker tokens are accepted beside the rotation keys", "remove them, or the keys"));
        }
    }

    private void enforcement() {
        boolean proof = configuration.secret("auth.api_key").isPresent() || configuration.flag("auth.oidc_enabled");
        if (configuration.flag("auth.enabled")) {
            rows.advise(
                    "auth.enforcement",
                    proof,
                    "callers are asked for a key or a token",
                    new Fault("auth.enabled has no effect by itself", "set auth.api_key or enable OIDC"));
        }
    }

    private Map<String, Secret> workerSecrets() {
        WorkerCredentials worker = configuration.auth().worker();
        Map<String, Secret> secrets = new LinkedHashMap<>();
        worker.sharedToken().ifPresent(token -> secrets.put("auth.worker_token", token));
        worker.tokens().forEach((id, token) -> secrets.put("auth.worker_tokens[" + id + "]", token));
        List<Secret> keys = worker.verificationKeys();
        for (int i = 0; i < keys.size(); i++) {
            secrets.put("auth.worker_signing_keys[" + i + "]", keys.get(i));
        }
        return secrets;
    }

    private static String some(List<String> faults) {
        String named = String.join(", ", faults.subList(0, Math.min(NAMED, faults.size())));
        return faults.size() > NAMED ? named + " and " + (faults.size() - NAMED) + " more" : named;
    }
}
