package dev.stacyvm.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant, by the number of letters that are wrong, missing, too many or swapped. */
final class Suggestion {
    private static final int LONGEST = 100;

    private Suggestion() {}

    /** The candidate nearest to {@code name}, if one is near enough to be what was meant. */
    static Optional<String> nearest(String name, Collection<String> candidates) {
        String written = name.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, Math.min(3, written.length() / 3));
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - written.length()) <= allowed)
                .map(candidate -> new Guess(candidate, distance(written, candidate.toLowerCase(Locale.ROOT))))
                .filter(guess -> guess.distance <= allowed)
                .min(Comparator.comparingInt(Guess::distance)
                        .thenComparing(guess -> Math.abs(guess.name.length() - written.length()))
                        .thenComparing(Guess::name))
                .map(Guess::name);
    }

    private record Guess(String name, int distance) {}

    /** Damerau and Levenshtein's distance, where no letter is edited twice. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int changed = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
