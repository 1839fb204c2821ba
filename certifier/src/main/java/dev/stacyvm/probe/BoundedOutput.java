package dev.stacyvm.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes what a child has written so far, and never waits for more: a pipe may be held open long after by a process that
 * the child left behind. What goes over the limit is read and dropped, so that the child is not held up.
 */
final class BoundedOutput {
    private static final int MAX_BYTES = 64 * 1024;

    private final InputStream pipe;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[8192];
    private boolean cut;

    BoundedOutput(InputStream pipe) {
        this.pipe = pipe;
    }

    /** Takes what is there. A closed pipe has nothing. */
    void drain() {
        try {
            int ready = pipe.available();
            while (ready > 0) {
                keep(pipe.read(chunk, 0, Math.min(ready, chunk.length)));
                ready = pipe.available();
            }
        } catch (IOException closed) {
            // The child or the pipe is gone; what was read before stands.
        }
    }

    CommandReading.Output text() {
        return new CommandReading.Output(kept.toString(StandardCharsets.UTF_8), cut);
    }

    private void keep(int read) {
        int room = Math.min(Math.max(read, 0), MAX_BYTES - kept.size());
        kept.write(chunk, 0, room);
        cut |= room < read;
    }
}
