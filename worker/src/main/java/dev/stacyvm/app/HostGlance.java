package dev.stacyvm.app;

import dev.stacyvm.probe.EngineReading;
import java.util.Map;

/**
 * What can be seen of a host without certifying it: enough to notice that a certification may not hold any more.
 *
 * @param programs size, time and file identity of what runs sandboxes and what they are made of, by path
 */
record HostGlance(EngineReading engine, Map<String, String> programs) {
    boolean hasEngine() {
        return engine instanceof EngineReading.Engine;
    }

    /** Whether something was proven then that may be otherwise now. */
    boolean differsFrom(HostGlance earlier) {
        return hasEngine() != earlier.hasEngine()
                || (hasEngine() && !engine.equals(earlier.engine))
                || !programs.equals(earlier.programs);
    }
}
