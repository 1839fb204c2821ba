package dev.stacyvm.app;

import java.time.Duration;
import java.util.Map;

/**
 * What {@code stacyvm up} was asked for.
 *
 * @param folder holds everything: secrets, state, artifacts
 * @param port on 127.0.0.1
 * @param certifyInterval between two certifications of this host
 * @param environment that of the process, with what is configured: see {@link ConfiguredHost}
 * @param hostname told with every heartbeat
 * @param version of this program
 */
public record UpSettings(
        UpFolder folder,
        int port,
        String workerId,
        Duration tokenTtl,
        Duration heartbeatInterval,
        Duration certifyInterval,
        Map<String, String> environment,
        String hostname,
        String version) {}
