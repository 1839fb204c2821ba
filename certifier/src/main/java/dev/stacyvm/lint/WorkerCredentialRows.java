package dev.stacyvm.lint;

import dev.stacyvm.config.Configuration;
import dev.stacyvm.file.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows on what workers prove themselves with: one branch for each kind of credential. */
final class WorkerCredentialRows {
    private static final String SIGNING_KEY = "auth.worker_signing_key";
    private static final String SIGNING_KEYS = "auth.worker_signing_keys";
    private static final String TOKEN = "auth.worker_token";
    private static final String TOKENS = "auth.worker_tokens";
    private static final String REVOKED = "auth.worker_revoked_token_ids";

    private final Configuration configuration;
    private final Rows rows;

    WorkerCredentialRows(Configuration configuration, Rows rows) {
        this.configuration = configuration;
        this.rows = rows;
    }

    void add() {
        if (configuration.secret(SIGNING_KEY).isPresent()) {
            signed();
            return;
        }
        boolean rotationKeysAlone = !configuration.secrets(SIGNING_KEYS).isEmpty();
        if (rotationKeysAlone) {
            rows.severe(
                    SIGNING_KEY,
                    new Fault(
                            "verification keys are configured without a primary signing key",
                            "set auth.worker_signing_key; keep further keys only while rotating"));
        }
        revokedWithoutSigning();
        if (!rotationKeysAlone) {
            statics();
        }
    }

    private void signed() {
        Optional<String> weakness = SecretRule.weakness(configuration.secret(SIGNING_KEY));
        rows.require(
                SIGNING_KEY,
                weakness.isEmpty(),
                "configured",
                new Fault(
                        "it is " + weakness.orElse(""),
                        "set STACYVM_AUTH_WORKER_SIGNING_KEY or auth.worker_signing_key to a random secret of at least 32"
                                + " bytes"));
        fromFile(SIGNING_KEY, "the signing key");
        if (!configuration.secrets(SIGNING_KEYS).isEmpty()) {
            rotationKeys();
        }
        int revoked = configuration.list(REVOKED).size();
        if (revoked > 0) {
            rows.pass(REVOKED, revoked + " revoked");
        }
        sharedBesideSigned();
        int tokens = configuration.secretMap(TOKENS).size();
        if (tokens > 0) {
            rows.warn(
                    TOKENS,
                    new Fault(
                            tokens + " static per-worker tokens are still configured with signed worker tokens",
                            "keep them only during the migration"));
        }
    }

    private void rotationKeys() {
        Optional<Secret> active = configuration.auth().worker().signingKey();
        Set<String> distinct = new HashSet<>();
        for (Secret key : configuration.auth().worker().verificationKeys()) {
            if (active.isPresent() && active.get().equals(key)) {
                rows.warn(
                        SIGNING_KEYS,
                        new Fault(
                                "rotation keys include the active worker signing key",
                                "keep only previous keys in auth.worker_signing_keys"));
                return;
            }
            if (!distinct.add(key.revealText())) {
                rows.warn(SIGNING_KEYS, new Fault("rotation keys contain duplicates", "remove the duplicates"));
                return;
            }
        }
        rows.pass(SIGNING_KEYS, distinct.size() + " configured");
    }

    private void sharedBesideSigned() {
        if (configuration.secret(TOKEN).isPresent()) {
            rows.warn(
                    TOKEN,
                    new Fault(
                            "shared worker token still configured with signed worker tokens",
                            "remove it once every worker uses signed tokens"));
            fromFile(TOKEN, "the shared worker token");
        }
    }

    private void revokedWithoutSigning() {
        List<String> revoked = configuration.list(REVOKED);
        if (!revoked.isEmpty()) {
            rows.warn(
                    REVOKED,
                    new Fault(
                            revoked.size() + " token ids are revoked without signed tokens",
                            "keep the list only beside auth.worker_signing_key"));
        }
    }

    private void statics() {
        int tokens = configuration.secretMap(TOKENS).size();
        if (tokens > 0) {
            rows.pass(TOKENS, tokens + " configured");
        } else if (configuration.secret(TOKEN).isPresent()) {
            rows.warn(TOKENS, new Fault("one token is shared by all workers", "use per-worker tokens for production"));
            fromFile(TOKEN, "the shared worker token");
        } else {
            rows.warn(
                    TOKENS,
                    new Fault(
                            "no worker credentials are configured",
                            "set a shared token for staging, per-worker tokens for a migration, or a signing key for"
                                    + " production"));
        }
    }

    private void fromFile(String key, String what) {
        String pathKey = key + "_file";
        rows.advise(
                pathKey,
                !configuration.text(pathKey).isBlank(),
                "configured",
                new Fault(what + " is inline", "mount it as a file and name that in " + pathKey));
    }
}
