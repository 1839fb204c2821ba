package dev.stacyvm.config;

import dev.stacyvm.config.Problem.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes the {@code STACYVM_*} variables into a draft. An empty variable counts as unset. */
final class EnvironmentReading {
    private static final String PREFIX = "STACYVM_";

    /** Variables that belong to commands and scripts and look like keys. */
    private static final Set<String> OTHERS = Set.of(
            "STACYVM_API_KEY",
            "STACYVM_DOCKER_INTEGRATION",
            "STACYVM_FIRECRACKER_KERNEL",
            "STACYVM_JAVA",
            "STACYVM_JAVA_OPTS",
            "STACYVM_NO_ARCHIVE",
            "STACYVM_OLD_WORKER_SIGNING_KEY_FILE",
            "STACYVM_POSTGRES_TEST_DSN",
            "STACYVM_PROOT_ROOTFS",
            "STACYVM_PROOT_WORKSPACE_BASE",
            "STACYVM_STATE_DIR",
            "STACYVM_WORKER_BOOTSTRAP_ADMIN_KEY",
            "STACYVM_WORKER_SIGNING_KEY_FILE");

    /** StacyVM's documents name it, its program never read it. */
    private static final String FILE = "STACYVM_CONFIG";

    private static final String OTHERS_PREFIX = "STACYVM_WORKER_IDENTITY_";

    private final Draft draft;

    EnvironmentReading(Draft draft) {
        this.draft = draft;
    }

    void apply(Map<String, String> environment) {
        new TreeMap<>(environment).tailMap(PREFIX).forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !text.isEmpty()) {
                variable(name, text);
            }
        });
    }

    private void variable(String name, String text) {
        Optional<Key> key = KeyTable.byVariable(name);
        Optional<String> section = KeyTable.sectionOfVariable(name);
        if (key.isPresent()) {
            draft.read(key.get(), text, Origin.variable(name));
        } else if (section.isPresent()) {
            draft.problems()
                    .error(
                            Kind.TYPE,
                            Origin.variable(name),
                            section.get(),
                            "it is a section and has no value of" + " its own; unset the variable, and set " + name
                                    + "_… for one key");
        } else if (!OTHERS.contains(name) && !name.startsWith(OTHERS_PREFIX)) {
            unknown(name);
        }
    }

    private void unknown(String name) {
        if (name.equals(FILE)) {
            draft.problems()
                    .warning(
                            Kind.UNKNOWN_VARIABLE,
                            Origin.variable(name),
                            "",
                            "it names no file to read; name it on the command line, with --file or --config");
            return;
        }
        Optional<String> meant = Suggestion.nearest(name, KeyTable.variables());
        boolean looksLikeAKey =
                KeyTable.sectionVariables().stream().anyMatch(section -> name.startsWith(section + "_"));
        if (meant.isPresent() || looksLikeAKey) {
            String remedy = meant.map(known -> "did you mean " + known + "?").orElse("unset it");
            draft.problems().warning(Kind.UNKNOWN_VARIABLE, Origin.variable(name), "", "it sets no key; " + remedy);
        }
    }
}
