package dev.stacyvm.signoff;

import dev.stacyvm.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which digest each file of a bundle ought to have. The index says it of all but itself, and is believed where its signature
 * holds, or the checksums agree to it; else the checksums are.
 */
final class Known {
    private static final String ENVELOPE = Bundle.envelopeOf(Bundle.INDEX_JSON);

    private Known() {}

    /** By the checksums alone. */
    static Map<String, String> bySums(BundleFiles files) {
        Map<String, String> known = sums(files);
        known.keySet().retainAll(Bundle.names());
        known.remove(Sums.FILE);
        return known;
    }

    /** @param proven whether the signature on the index holds, and its envelope is spelt as ours are */
    static Map<String, String> byIndex(BundleFiles files, Report index, boolean proven) {
        Map<String, String> sums = bySums(files);
        Optional<String> found = digest(files, Bundle.INDEX_JSON);
        String wanted = sums.getOrDefault(Bundle.INDEX_JSON, found.orElse(""));
        if (!proven && !found.equals(Optional.of(wanted))) {
            return sums;
        }
        Map<String, String> known = new TreeMap<>();
        index.checks().forEach(row -> known.putAll(row.evidence()));
        known.keySet().retainAll(Bundle.names());
        known.put(Bundle.INDEX + Bundle.PAGE, index.subject().getOrDefault(Bundle.PAGE_DIGEST, ""));
        found.ifPresent(digest -> known.put(Bundle.INDEX_JSON, digest));
        (proven ? digest(files, ENVELOPE) : Optional.ofNullable(sums.get(ENVELOPE)))
                .ifPresent(digest -> known.put(ENVELOPE, digest));
        return known;
    }

    private static Map<String, String> sums(BundleFiles files) {
        return files.of(Sums.FILE).flatMap(Sums::parse).map(TreeMap::new).orElseGet(TreeMap::new);
    }

    private static Optional<String> digest(BundleFiles files, String name) {
        return files.of(name).map(Digest::of);
    }
}
