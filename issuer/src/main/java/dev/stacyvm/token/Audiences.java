package dev.stacyvm.token;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The audiences of one token. Its recipients trust each other for its lifetime, because each could show it to the others,
 * so the only pair is control plane and Kafka, and the RPC audience stands alone.
 */
public final class Audiences {
    private static final Set<Audience> PAIR = Set.of(Audience.CONTROL_PLANE, Audience.KAFKA);

    private final Set<Audience> all;

    private Audiences(Set<Audience> all) {
        this.all = all;
    }

    public static Audiences of(Audience one) {
        return new Audiences(Set.of(one));
    }

    /** Empty when there are none, or they must not share a token. */
    public static Optional<Audiences> of(Set<Audience> some) {
        boolean allowed = some.size() == 1 || some.equals(PAIR);
        return allowed ? Optional.of(new Audiences(Set.copyOf(some))) : Optional.empty();
    }

    /** From the words of an option, with a plus sign between them. */
    public static Optional<Audiences> parse(String words) {
        return ofClaims(List.of(words.split("\\+", -1)));
    }

    /** From the words of an {@code aud} claim; empty also when one is unknown or stands twice. */
    public static Optional<Audiences> ofClaims(List<String> words) {
        Set<Audience> known = EnumSet.noneOf(Audience.class);
        for (String word : words) {
            Optional<Audience> audience = Audience.of(word);
            if (audience.isEmpty() || !known.add(audience.get())) {
                return Optional.empty();
            }
        }
        return of(known);
    }

    public boolean contains(Audience audience) {
        return all.contains(audience);
    }

    /** The words of the claim, always in the same order. */
    public List<String> claims() {
        return all.stream().sorted().map(Audience::claim).toList();
    }

    /** The only audience; empty for the pair. */
    public Optional<Audience> single() {
        return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Audiences that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.join("+", claims());
    }
}
