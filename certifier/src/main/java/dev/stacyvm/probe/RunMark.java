package dev.stacyvm.probe;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The labels on everything that a live run makes: which run made it, which process that is, and until when it may be
 * there. They let the run find its own, and a later run find what a dead one left.
 *
 * @param id of the run, 16 hex digits
 * @param owner the process
 * @param until seconds since the epoch; past it the run is over, wherever it was
 */
record RunMark(String id, Owner owner, long until) {
    static final String RUN = "dev.stacyvm.certify.run";
    private static final String OWNER = "dev.stacyvm.certify.owner";
    private static final String UNTIL = "dev.stacyvm.certify.until";
    private static final SecureRandom RANDOM = new SecureRandom();

    static RunMark of(Instant until) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return new RunMark(HexFormat.of().formatHex(random), Owner.current(), until.getEpochSecond());
    }

    Map<String, String> labels() {
        return new TreeMap<>(Map.of(RUN, id, OWNER, owner.word(), UNTIL, Long.toString(until)));
    }

    boolean isMine(Map<String, String> labels) {
        return id.equals(labels.get(RUN));
    }

    /** Whether the run that made it is over: its time is up, or it ran in this PID namespace and is gone. */
    static boolean isAbandoned(Map<String, String> labels, Instant now) {
        return isPast(labels.getOrDefault(UNTIL, ""), now)
                || Owner.parse(labels.getOrDefault(OWNER, ""))
                        .filter(Owner::isGone)
                        .isPresent();
    }

    private static boolean isPast(String until, Instant now) {
        return until.matches("\\d{1,15}") && Long.parseLong(until) < now.getEpochSecond();
    }
}
