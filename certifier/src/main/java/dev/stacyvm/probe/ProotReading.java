package dev.stacyvm.probe;

import java.time.Duration;
import java.util.Set;

/** What came of running a program under PRoot. */
public sealed interface ProotReading {
    record NotTried(String reason, String remedy) implements ProotReading {}

    /**
     * It ran.
     *
     * @param took from start to end
     * @param rootfs whether the program saw the root file system it was given
     * @param exit the status it ended with; 7 is what it was told to end with
     * @param workspace whether it could write to the workspace and the file arrived there
     * @param reached the ways by which it read a file beside rootfs or workspace: absolute, dots, link
     * @param besideRootfs whether there was such a file beside the rootfs, not only beside the workspace
     */
    record Tried(Duration took, boolean rootfs, int exit, boolean workspace, Set<String> reached, boolean besideRootfs)
            implements ProotReading {
        public Tried {
            reached = Set.copyOf(reached);
        }
    }
}
