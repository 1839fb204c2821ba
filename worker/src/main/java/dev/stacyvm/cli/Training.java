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

/**
 * Runs short commands once, for the launcher, which keeps the classes that they load in an archive. All that a command
 * does from the first line of main to its exit is done here too: for a single class that is missing from the archive
 * the JVM opens every jar of the class path.
 */
public final class Training {
    private static final String KEY_FILE = "key";

    /** Of every shape that people write configurations in, with files that are there and files that are not. */
    private static final String CONFIGURATION = """
            # a comment
            server:
              host: 127.0.0.1 # another
              port: 7423
              cors_allowed_origins:
                - https://console.example.com
            auth:
              enabled: true
              admin_api_key: 'quoted'
              api_key:
              admin_audit_retention: 2160h
            issuer:
              token_key_file: "stacyvm.yaml"
            worker:
              rpc_tls:
                enabled: true
                server_cert_file: absent.crt
                server_key_file: stacyvm.yaml
            events:
              kafka_bootstrap: [127.0.0.1:9092]
            providers:
              docker:
                memory: >-
                  512m
                dropped_caps:
                - ALL
                added_caps: []
            """;

    /** With mistakes. */
    private static final String MISTAKEN = CONFIGURATION + """
            serverr:
              port: one
            logging:
              level: {}
            """;

    private Training() {}

    public static void main(String[] none) throws IOException {
        EarlyEnd.arm("version");
        SparedLookups.tellOfNoUrls();
        Path folder = Files.createTempDirectory("stacyvm-training-");
        try {
            withTokens(folder);
            withConfigurations(folder);
        } finally {
            Files.delete(folder);
        }
        System.exit(0);
    }

    private static void withTokens(Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve(KEY_FILE), "not-a-secret-not-a-secret-not-a-secret");
        Main.live(Terminal.ofThisProcess(), "version");
        String token = quiet(folder, "", "worker", "token", "w", "--signing-key-file", KEY_FILE);
        quiet(folder, token, "worker", "token", "verify", "-", "--signing-key-file", KEY_FILE);
        quiet(folder, "v1.none", "worker", "token", "verify", "-", "--signing-key-file", KEY_FILE);
        quiet(folder, token, "worker", "token", "inspect", "-");
        quiet(folder, "", "worker", "token", "rotation-plan");
        Files.delete(key);
    }

    private static void withConfigurations(Path folder) throws IOException {
        quiet(folder, "", "config", "lint");
        Path file = Files.writeString(folder.resolve("stacyvm.yaml"), CONFIGURATION);
        quiet(folder, "", "config", "lint", "--production");
        quiet(folder, "", "config", "lint", "--format", "json");
        Files.writeString(file, MISTAKEN);
        quiet(folder, "", "config", "lint");
        Files.delete(file);
    }

    private static String quiet(Path folder, String input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), err, in, Map.of("HOME", folder.toString()), folder);
        Main.live(terminal, words);
        return out.toString(StandardCharsets.UTF_8);
    }
}
