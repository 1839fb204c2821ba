package dev.stacyvm.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * This very program as a command: the same Java, the same jars. What runs that way is killable, gives its memory back,
 * and does not share the caller's hands.
 */
public final class SelfCommand {
    private static final String MAIN = "dev.stacyvm.cli.Main";
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m");
    private static final List<String> KEPT = List.of("org.sqlite.lib.", "jna.", "file.encoding");
    private static final int NATIVE_ACCESS_SINCE = 24;

    private SelfCommand() {}

    /** The words before the first word of a command of ours. */
    public static List<String> prefix() {
        Properties properties = System.getProperties();
        List<String> words = new ArrayList<>();
        words.add(Path.of(properties.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        kept(properties).forEach((name, value) -> words.add("-D" + name + "=" + value));
        words.add("-cp");
        words.add(properties.getProperty("java.class.path"));
        words.add(MAIN);
        return words;
    }

    private static Map<String, String> kept(Properties properties) {
        Map<String, String> kept = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (KEPT.stream().anyMatch(name::startsWith)) {
                kept.put(name, properties.getProperty(name));
            }
        }
        return kept;
    }
}
