package dev.stacyvm.token;

import java.util.Arrays;
import java.util.Optional;

/** The formats of worker tokens, by the words with which one is asked for. */
public enum TokenFormat {
    /** Signed with the secret that a StacyVM fleet shares. */
    WORKER_V1("worker-v1"),
    /** Signed with a key whose public half is published. */
    JWT("jwt");

    private final String word;

    TokenFormat(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<TokenFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }
}
