package dev.stacyvm.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, in the order found. Confined to one thread. */
final class Problems {
    private static final int MOST = 500;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void error(Problem.Kind kind, Origin origin, String key, String sentence) {
        add(errors, new Problem(kind, origin, key, sentence));
    }

    void warning(Problem.Kind kind, Origin origin, String key, String sentence) {
        add(warnings, new Problem(kind, origin, key, sentence));
    }

    /** Whether a further error would be counted only, so that no work need go into its words. */
    boolean hasAllErrors() {
        return errors.size() > MOST;
    }

    /** The same for a warning. */
    boolean hasAllWarnings() {
        return warnings.size() > MOST;
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    private static void add(List<Problem> to, Problem problem) {
        if (to.size() < MOST) {
            to.add(problem);
        } else if (to.size() == MOST) {
            to.add(new Problem(
                    problem.kind(), problem.origin(), "", "from here on there are more problems than are told"));
        }
    }
}
