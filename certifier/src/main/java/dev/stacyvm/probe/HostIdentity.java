package dev.stacyvm.probe;

import dev.stacyvm.report.HostFacts;
import java.nio.file.Path;

/** Who a host is, and whether this process sees it whole. */
public record HostIdentity(HostFacts facts, Place place) {
    /** This machine's. Blocking, for as long as a few small files of the kernel take. */
    public static HostIdentity ofThisMachine() {
        return new LocalIdentity(Path.of("/")).read();
    }
}
