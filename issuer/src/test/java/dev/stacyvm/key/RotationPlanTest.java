package dev.stacyvm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stacyvm.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RotationPlanTest {
    private final RotationPlan plan = RotationPlan.of(
            RotationPlan.DEFAULT_NEW_KEY_REF, RotationPlan.DEFAULT_PREVIOUS_KEY_REF, Duration.ofMinutes(5));

    @Test
    void hasTheContractsKeysInOrder() {
        assertThat(Json.tree(plan).fieldNames())
                .toIterable()
                .containsExactly(
                        "new_key_ref",
                        "previous_key_ref",
                        "max_token_ttl",
                        "steps",
                        "config_snippet",
                        "validation",
                        "text");
        assertThat(plan.maxTokenTtl()).isEqualTo("5m0s");
        assertThat(plan.steps()).hasSize(5);
        assertThat(plan.validation()).hasSize(3);
    }

    @Test
    void everyVerifierHoldsTheNewKeyBeforeAnyoneSignsWithIt() {
        assertThat(plan.steps().get(0)).startsWith("Prepare: place the new key at auth.worker_signing_keys[0]");
        assertThat(plan.steps().get(1)).contains("go on only when every one of them verifies tokens of both keys");
        assertThat(plan.steps().get(2)).startsWith("Activate: move the new key to auth.worker_signing_key and");
        assertThat(plan.steps().get(3)).contains("at least 5m30s");
        assertThat(plan.steps().get(4)).startsWith("Retire: remove the old key from auth.worker_signing_keys[0]");
    }

    @Test
    void isLaidOutAsTheContractSays() {
        assertThat(plan.text()).startsWith("""
                        Signed worker token rotation plan

                        Key references:
                        - new key: auth.worker_signing_key
                        - previous key: auth.worker_signing_keys[0]
                        - max token ttl: 5m0s

                        Steps:
                        1. Prepare""").contains("\n5. Retire").endsWith("""
                        and the workers.

                        Config sketch:
                        auth:
                          worker_signing_key: "<new key from auth.worker_signing_key>"
                          worker_signing_keys:
                            - "<previous key from auth.worker_signing_keys[0]>"

                        Validation:
                        - stacyvm config lint --production
                        - stacyvm worker token <worker-id> --ttl 5m0s --format json
                        - stacyvm worker token verify - --audience worker:control-plane
                        """);
    }

    @Test
    void theSnippetIsYamlWhateverTheReferences() {
        RotationPlan odd = RotationPlan.of("vault:\"a\\b\"", "k8s: 100%s\n#x", Duration.ofMinutes(1));

        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(odd.configSnippet());

        assertThat(loaded)
                .hasToString("{auth={worker_signing_key=<new key from vault:\"a\\b\">, "
                        + "worker_signing_keys=[<previous key from k8s: 100%s?#x>]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00A0"})
    void refusesABlankReference(String blank) {
        Duration ttl = Duration.ofMinutes(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationPlan.of(blank, "x", ttl))
                .withMessageStartingWith("the new key reference is blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationPlan.of("x", blank, ttl))
                .withMessageStartingWith("the previous key reference is blank");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 900_001})
    void refusesALifetimeNoTokenCanHave(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RotationPlan.of("a", "b", Duration.ofMillis(millis)))
                .withMessageContaining("at most 15m0s");
    }
}
