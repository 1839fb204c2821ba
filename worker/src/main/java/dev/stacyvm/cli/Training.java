package dev.stacyvm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs short commands once, for the launcher, which keeps the classes that they load in an archive. */
public final class Training {
    private static final String KEY_FILE = "key";

    private Training() {}

    public static void main(String[] none) throws IOException {
        Path folder = Files.createTempDirectory("stacyvm-training-");
        try {
            Path key = Files.writeString(folder.resolve(KEY_FILE), "not-a-secret-not-a-secret-not-a-secret");
            run(folder);
            Files.delete(key);
        } finally {
            Files.delete(folder);
        }
    }

    private static void run(Path folder) {
        LogSettings.choose(Terminal.ofThisProcess(), new String[] {"config"});
        quiet(folder, "", "version");
        quiet(folder, "", "config", "lint", "--production");
        quiet(folder, "", "config", "lint", "--format", "json");
        String token = quiet(folder, "", "worker", "token", "w", "--signing-key-file", KEY_FILE);
        quiet(folder, token, "worker", "token", "verify", "-", "--signing-key-file", KEY_FILE);
        quiet(folder, token, "worker", "token", "inspect", "-");
        quiet(folder, "", "worker", "token", "rotation-plan");
    }

    private static String quiet(Path folder, String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), err, in, Map.of("HOME", folder.toString()), folder);
        Main.run(terminal, words);
        return out.toString(StandardCharsets.UTF_8);
    }
}
