package dev.stacyvm.signoff;

import dev.stacyvm.file.BoundedRead;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a bundle as they lie in a folder. Only names that a bundle has are ever read, whatever a file in it says.
 *
 * @param content by name
 * @param unreadable those that are there and are no files to read; links are not followed
 * @param added what a bundle does not have
 */
record BundleFiles(Map<String, byte[]> content, Set<String> unreadable, Set<String> added) {
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_ENTRIES = 200;
    private static final Set<String> KNOWN = Bundle.names();

    /** @throws IOException when the folder holds nothing of a bundle, or too much; the message is for an operator */
    static BundleFiles in(Path folder) throws IOException {
        BundleFiles found = new BundleFiles(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            int left = MAX_ENTRIES;
            for (Path entry : entries) {
                if (left-- == 0) {
                    throw new IOException(folder + " has more than " + MAX_ENTRIES + " entries; it is no sign-off");
                }
                found.take(entry, String.valueOf(entry.getFileName()));
            }
        }
        if (!found.content.containsKey(Bundle.INDEX_JSON) && !found.content.containsKey(Sums.FILE)) {
            throw new IOException(folder + " is no sign-off: neither " + Bundle.INDEX_JSON + " nor " + Sums.FILE
                    + " can be read in it");
        }
        return found;
    }

    Optional<byte[]> of(String name) {
        return Optional.ofNullable(content.get(name));
    }

    private void take(Path file, String name) {
        if (!KNOWN.contains(name)) {
            added.add(name);
            return;
        }
        try {
            if (Files.isSymbolicLink(file)) {
                throw new IOException(file + " is a link");
            }
            content.put(name, BoundedRead.of(file, MAX_BYTES));
        } catch (IOException unusable) {
            unreadable.add(name);
        }
    }
}
