package dev.stacyvm.bus;

import java.util.regex.Pattern;

/**
 * Who consumes, and from where.
 *
 * @param name {@code [A-Za-z0-9._/-]}, at most 200; the position is kept under it. Empty for a passer-by, whose
 *     position is not kept
 */
public record Subscription(String name, Start start) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{0,200}");

    public Subscription {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a consumer's name is made of letters, digits, dot, dash, underscore" + " and slash, at most 200");
        }
        if (name.isEmpty() && start instanceof Start.WhereItLeftOff) {
            throw new IllegalArgumentException("a consumer without a name left off nowhere; say where to begin");
        }
    }

    /** A consumer that goes on where it left off, also after a crash. */
    public static Subscription named(String name) {
        return new Subscription(name, new Start.WhereItLeftOff());
    }

    /** A consumer of which nothing is kept. */
    public static Subscription passing(Start start) {
        return new Subscription("", start);
    }

    /** Whether the position is kept. */
    public boolean durable() {
        return !name.isEmpty();
    }
}
