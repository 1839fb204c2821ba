package dev.stacyvm.config;

import java.util.List;

/**
 * The section {@code server}.
 *
 * @param corsAllowedOrigins as written; {@code *} allows all
 */
public record ServerSettings(String host, int port, String previewDomain, List<String> corsAllowedOrigins) {
    static ServerSettings from(Configuration configuration) {
        return new ServerSettings(
                configuration.text("server.host"),
                configuration.number("server.port"),
                configuration.text("server.preview_domain"),
                configuration.list("server.cors_allowed_origins"));
    }
}
