package dev.stacyvm.probe;

import dev.stacyvm.wire.Printable;
import java.util.concurrent.TimeoutException;

/** Says what went wrong with a request to an engine. */
final class EngineTrouble {
    private static final int SHOWN = 300;

    private EngineTrouble() {}

    /** A clause: {@code did not answer in time}, or what the engine or the connection said. */
    static String clause(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "did not answer in time";
        }
        return Printable.of(String.valueOf(failure.getMessage()), SHOWN);
    }
}
