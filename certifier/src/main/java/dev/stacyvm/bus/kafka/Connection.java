package dev.stacyvm.bus.kafka;

import dev.stacyvm.file.BoundedRead;
import dev.stacyvm.file.SecretFile;
import dev.stacyvm.wire.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How brokers are reached: TLS and SASL, in Kafka's own words. It may hold passwords and never prints itself.
 */
public final class Connection {
    /** Nothing but addresses: no TLS, no login. */
    public static final Connection PLAIN = new Connection(Map.of());

    private static final int MAX_BYTES = 64 * 1024;
    private static final int SHOWN = 60;
    private static final Pattern ALLOWED =
            Pattern.compile("security\\.protocol|(ssl|sasl)\\.[a-z0-9.]+|client\\.id|client\\.dns\\.lookup");
    private static final Pattern SECRET =
            Pattern.compile(".*password|sasl\\.jaas\\.config|ssl\\.keystore\\.key|.*\\.secret");

    private final Map<String, String> settings;

    private Connection(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * Reads a file of Java properties: {@code security.protocol}, {@code ssl.*}, {@code sasl.*}, {@code client.id} and
     * {@code client.dns.lookup}. Blocking.
     *
     * @throws IOException when it cannot be read, names another setting, or holds a secret that others can read; the
     *     message is for an operator
     */
    public static Connection read(Path file) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Properties properties = parse(file);
        for (String name : properties.stringPropertyNames()) {
            if (!ALLOWED.matcher(name).matches()) {
                throw new IOException(file + " holds " + Printable.of(name, SHOWN)
                        + ", which is no setting of a connection; only security.protocol, ssl.*, sasl.*, client.id and"
                        + " client.dns.lookup may be there");
            }
            settings.put(name, properties.getProperty(name).strip());
        }
        if (settings.keySet().stream().anyMatch(name -> SECRET.matcher(name).matches())) {
            SecretFile.readPrivate(file);
        }
        return new Connection(settings);
    }

    private static Properties parse(Path file) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(BoundedRead.of(file, MAX_BYTES), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            throw new IOException(file + " is no file of properties", malformed);
        }
        return properties;
    }

    Map<String, String> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return "Connection" + settings.keySet();
    }
}
