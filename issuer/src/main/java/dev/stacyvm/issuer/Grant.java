package dev.stacyvm.issuer;

import dev.stacyvm.token.Audience;
import dev.stacyvm.token.Scope;
import java.util.Arrays;
import java.util.List;

/**
 * What a worker may ask for, fixed when it joined.
 *
 * @param audiences at least one; the first is the default
 * @param scopes at least one of the fleet's own, so that no verifier takes the list for none
 * @param host the key of the host whose certifications it presents
 */
record Grant(String workerId, List<Audience> audiences, List<Scope> scopes, String host) {
    Grant {
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
    }

    List<String> audienceClaims() {
        return audiences.stream().map(Audience::claim).toList();
    }

    List<String> scopeClaims() {
        return scopes.stream().map(Scope::claim).toList();
    }

    /** As a table keeps it: words with spaces between. */
    String audienceWords() {
        return String.join(" ", audienceClaims());
    }

    String scopeWords() {
        return String.join(" ", scopeClaims());
    }

    static Grant ofWords(String workerId, String audiences, String scopes, String host) {
        return new Grant(
                workerId,
                words(audiences).stream()
                        .flatMap(word -> Audience.of(word).stream())
                        .toList(),
                words(scopes).stream().flatMap(word -> Scope.of(word).stream()).toList(),
                host);
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
