package dev.stacyvm.probe;

import java.time.Duration;
import java.util.List;

/** What came of booting a microVM. */
public sealed interface BootReading {
    record NotTried(String reason, String remedy) implements BootReading {}

    /**
     * The VMM ran.
     *
     * @param took from its start to its end
     * @param console whether the kernel told on its console that it starts
     * @param end how the VMM ended, a clause
     * @param left files and processes that are still there
     */
    record Tried(Duration took, boolean console, String end, List<String> left) implements BootReading {
        public Tried {
            left = List.copyOf(left);
        }
    }
}
