package dev.stacyvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** One run of the real command line, in this process. */
record Run(int exit, String out, String err) {
    static Run of(Path folder, String... words) {
        return with(folder, "", Map.of(), words);
    }

    static Run with(Path folder, String input, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                environment,
                folder);
        int exit = Main.run(terminal, words);
        return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
    }
}
