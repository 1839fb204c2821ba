package dev.stacyvm.key;

import dev.stacyvm.time.GoDuration;
import dev.stacyvm.token.Audience;
import dev.stacyvm.wire.GoText;
import dev.stacyvm.wire.Printable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How to replace the worker signing key of a StacyVM fleet without refusing a single token: every verifier holds the new
 * key before anyone signs with it, and the old one until the last token signed with it is dead. The record is the JSON
 * of {@code worker token rotation-plan} (contract, section 6.4).
 *
 * @param newKeyRef where the signing key stands in the configuration
 * @param previousKeyRef where a key stands that only verifies
 * @param maxTokenTtl canonical duration
 * @param configSnippet YAML as it stands after the rotation
 * @param validation commands to run after each step
 * @param text all of it for a terminal, ending with a line end
 */
public record RotationPlan(
        String newKeyRef,
        String previousKeyRef,
        String maxTokenTtl,
        List<String> steps,
        String configSnippet,
        List<String> validation,
        String text) {
    public static final String DEFAULT_NEW_KEY_REF = "auth.worker_signing_key";
    public static final String DEFAULT_PREVIOUS_KEY_REF = "auth.worker_signing_keys[0]";

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int MAX_REF = 256;

    /**
     * The plan for tokens that live at most {@code ttl}.
     *
     * @throws IllegalArgumentException when a reference is blank, or the lifetime not within (0, 15 min]
     */
    public static RotationPlan of(String newKeyRef, String previousKeyRef, Duration ttl) {
        String active = ref("new", newKeyRef);
        String verifying = ref("previous", previousKeyRef);
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MintRequest.MAX_TTL) > 0) {
            throw new IllegalArgumentException("the token lifetime is " + GoDuration.format(ttl)
                    + "; it must be above 0s and at most " + GoDuration.format(MintRequest.MAX_TTL));
        }
        List<String> steps = steps(active, verifying, ttl);
        String snippet = snippet(active, verifying);
        List<String> validation = validation(ttl);
        String lifetime = GoDuration.format(ttl);
        String text = text(List.of(active, verifying, lifetime), steps, snippet, validation);
        return new RotationPlan(active, verifying, lifetime, steps, snippet, validation, text);
    }

    private static String ref(String which, String ref) {
        String trimmed = GoText.trim(ref);
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException(
                    "the " + which + " key reference is blank; name where the key stands in the configuration");
        }
        return Printable.of(trimmed, MAX_REF);
    }

    private static List<String> steps(String active, String verifying, Duration ttl) {
        return List.of(
                "Prepare: place the new key at " + verifying
                        + ", where it verifies and never signs, on the control plane"
                        + " and on every worker; the old key stays at " + active + ".",
                "Restart or reload the control plane and the workers in any order, and go on only when every one of them"
                        + " verifies tokens of both keys.",
                "Activate: move the new key to " + active + " and the old key to " + verifying
                        + ", then restart or reload the control plane and the workers in any order.",
                "Wait at least " + GoDuration.format(ttl.plus(SKEW))
                        + " after the last of them was restarted: the token"
                        + " lifetime of " + GoDuration.format(ttl) + " plus " + GoDuration.format(SKEW)
                        + " of clock skew.",
                "Retire: remove the old key from " + verifying
                        + ", then restart or reload the control plane and the workers.");
    }

    private static String snippet(String active, String verifying) {
        return """
                auth:
                  worker_signing_key: "<new key from %s>"
                  worker_signing_keys:
                    - "<previous key from %s>"
                """.formatted(quoted(active), quoted(verifying));
    }

    private static List<String> validation(Duration ttl) {
        return List.of(
                "stacyvm config lint --production",
                "stacyvm worker token <worker-id> --ttl " + GoDuration.format(ttl) + " --format json",
                "stacyvm worker token verify - --audience " + Audience.CONTROL_PLANE.claim());
    }

    private static String text(List<String> references, List<String> steps, String snippet, List<String> validation) {
        String numbered = IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + ". " + steps.get(i) + "\n")
                .collect(Collectors.joining());
        return """
                Signed worker token rotation plan

                Key references:
                - new key: %s
                - previous key: %s
                - max token ttl: %s

                Steps:
                %s
                Config sketch:
                %s
                Validation:
                %s""".formatted(
                references.get(0),
                references.get(1),
                references.get(2),
                numbered,
                snippet,
                validation.stream().map(command -> "- " + command + "\n").collect(Collectors.joining()));
    }

    private static String quoted(String ref) {
        return ref.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
