package dev.stacyvm.config;

import java.time.Duration;

/**
 * The section {@code certify}.
 *
 * @param interval between two certifications of one host, at least 1 s
 * @param expiry how long a certification stands, at least 1 min
 */
public record CertifySettings(Duration interval, Duration expiry) {
    static CertifySettings from(Configuration configuration) {
        return new CertifySettings(
                configuration.duration("certify.interval"), configuration.duration("certify.expiry"));
    }
}
