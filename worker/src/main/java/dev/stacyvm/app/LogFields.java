package dev.stacyvm.app;

import dev.stacyvm.wire.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * A log message taken apart: {@code "lease lost lease={} generation={}"} is the message {@code lease lost} with two
 * pairs. Placeholders that are no pair stay in the message.
 */
record LogFields(String message, Map<String, String> pairs) {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?:\\s*\\b([a-z][a-z0-9_]*)=)?\\{}");
    private static final int MAX_VALUE = 1000;

    static LogFields of(String pattern, Object @Nullable [] arguments) {
        Object[] values = arguments == null ? new Object[0] : arguments;
        Map<String, String> pairs = new LinkedHashMap<>();
        StringBuilder message = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        for (int next = 0; matcher.find(); next++) {
            String value = next < values.length ? shown(values[next]) : "{}";
            String key = matcher.group(1);
            if (key != null) {
                pairs.put(key, value);
            }
            matcher.appendReplacement(message, key == null ? Matcher.quoteReplacement(value) : "");
        }
        return new LogFields(matcher.appendTail(message).toString().strip(), pairs);
    }

    private static String shown(@Nullable Object value) {
        return Printable.of(MessageFormatter.basicArrayFormat("{}", new Object[] {value}), MAX_VALUE);
    }
}
