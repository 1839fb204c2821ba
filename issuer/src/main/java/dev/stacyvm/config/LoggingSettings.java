package dev.stacyvm.config;

/**
 * The section {@code logging}.
 *
 * @param level such as {@code info}
 * @param format {@code json}, or {@code pretty} for people
 */
public record LoggingSettings(String level, String format) {
    static LoggingSettings from(Configuration configuration) {
        return new LoggingSettings(configuration.text("logging.level"), configuration.text("logging.format"));
    }
}
