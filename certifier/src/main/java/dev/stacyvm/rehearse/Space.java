package dev.stacyvm.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much may still be written. A seam, so that a full disk can be played. */
@FunctionalInterface
public interface Space {
    /** Bytes that this user may still write in the folder. */
    long freeIn(Path folder) throws IOException;

    static Space local() {
        return folder -> Files.getFileStore(folder).getUsableSpace();
    }
}
