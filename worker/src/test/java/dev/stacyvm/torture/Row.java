package dev.stacyvm.torture;

/**
 * What one behaviour showed.
 *
 * @param sent requests seen
 * @param rubbish of these, how many carried a torn, empty or foreign token
 * @param avoidable of these, how many were refused though the file held a good token
 * @param followed whether each request after a completed replacement carried the new token
 */
record Row(String behaviour, int sent, long rubbish, long avoidable, boolean followed) {
    boolean isGreen() {
        return sent > 0 && rubbish == 0 && avoidable == 0 && followed;
    }

    static String head() {
        return String.format("%-30s %5s %8s %10s %5s", "behaviour", "sent", "rubbish", "avoidable", "next");
    }

    String line() {
        String verdict = isGreen() ? "green" : "RED";
        return String.format(
                "%-30s %5d %8d %10d %5s  %s", behaviour, sent, rubbish, avoidable, followed ? "new" : "OLD", verdict);
    }
}
