package dev.stacyvm.probe;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Docker engine listens.
 *
 * @param shown as {@code DOCKER_HOST} writes it
 * @param socket empty when that is of a kind that is not spoken here, such as {@code ssh://}
 */
public record EngineAddress(String shown, Optional<SocketAddress> socket) {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final Pattern TCP =
            Pattern.compile("(?:tcp|http)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?/?");
    private static final int DEFAULT_PORT = 2375;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    /** Reads the value of {@code DOCKER_HOST}; empty means the default socket. */
    public static EngineAddress parse(String dockerHost) {
        String shown = dockerHost.isBlank() ? DEFAULT : dockerHost.strip();
        if (shown.startsWith("unix:///")) {
            String path = shown.substring("unix://".length());
            return new EngineAddress(shown, Optional.of(SocketAddress.domainSocketAddress(path)));
        }
        return new EngineAddress(shown, tcp(TCP.matcher(shown)));
    }

    /** How to speak to it. */
    HttpClientOptions options(Duration limit) {
        return new HttpClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
    }

    private static Optional<SocketAddress> tcp(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        String port = matcher.group(2);
        int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
        boolean real = number > 0 && number <= MAX_PORT;
        return real ? Optional.of(SocketAddress.inetSocketAddress(number, host)) : Optional.empty();
    }
}
