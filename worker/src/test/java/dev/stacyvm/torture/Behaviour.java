package dev.stacyvm.torture;

import java.io.IOException;

/** One way in which token files change. */
record Behaviour(String name, Script script) {
    /** What is done on the stage. */
    @FunctionalInterface
    interface Script {
        void play(Stage stage) throws IOException;
    }
}
