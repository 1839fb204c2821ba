package dev.stacyvm.worker.lease;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How long the machine has been up, sleep included. Safe from any thread. */
@FunctionalInterface
public interface Uptime {
    /** Nanoseconds since boot; empty where it cannot be told. Cheap: asked before every guarded act. */
    OptionalLong nanos();

    /** As Linux tells it; empty on other systems. */
    static Uptime ofThisMachine() {
        return () -> read(Path.of("/proc/uptime"));
    }

    /** The first number of a file in the form of {@code /proc/uptime}, in seconds. */
    static OptionalLong read(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
            String seconds = text.substring(0, text.indexOf(' '));
            return OptionalLong.of(new BigDecimal(seconds).movePointRight(9).longValueExact());
        } catch (IOException | IndexOutOfBoundsException | ArithmeticException | NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }
}
