package dev.stacyvm.probe;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Docker engine listens.
 *
 * @param shown as {@code DOCKER_HOST} writes it, without a password, which it cannot have but some put there
 * @param socket empty when there is none to speak to; then the problem says why
 * @param tls the files for TLS, where it is spoken
 * @param problem a clause that follows what is shown, or empty
 */
public record EngineAddress(String shown, Optional<SocketAddress> socket, Optional<EngineTls> tls, String problem) {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final Pattern TCP =
            Pattern.compile("(?:tcp|http)://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?/?");
    private static final int DEFAULT_PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    /** The engine that the {@code docker} command of this environment talks to. Blocking. */
    public static EngineAddress of(Map<String, String> environment) {
        return EngineContext.of(environment);
    }

    static EngineAddress unusable(String named, String problem) {
        String shown = named.replaceFirst("//([^/:@]*):.*@", "//$1@");
        return new EngineAddress(shown, Optional.empty(), Optional.empty(), problem);
    }

    /** Reads the value of {@code DOCKER_HOST}; empty means the default socket. */
    public static EngineAddress parse(String dockerHost) {
        return parse(dockerHost, Optional.empty());
    }

    /** As {@link #parse(String)}, over TLS where files for it are named and the address is no local socket. */
    static EngineAddress parse(String dockerHost, Optional<EngineTls> tls) {
        String shown = dockerHost.isBlank() ? DEFAULT : dockerHost.strip();
        if (shown.startsWith("unix:///")) {
            String path = shown.substring("unix://".length());
            SocketAddress socket = SocketAddress.domainSocketAddress(path);
            return new EngineAddress(shown, Optional.of(socket), Optional.empty(), "");
        }
        Optional<SocketAddress> socket = tcp(TCP.matcher(shown), tls.isPresent() ? TLS_PORT : DEFAULT_PORT);
        return socket.isPresent()
                ? new EngineAddress(shown, socket, tls, "")
                : unusable(shown, "is not a unix:// or tcp:// address, the only kinds asked here");
    }

    /** What requests name as their host, which is also the name that the engine's certificate must have. */
    String host() {
        return socket.map(SocketAddress::host).filter(host -> host != null).orElse("docker");
    }

    /** How to speak to it. */
    HttpClientOptions options(Duration limit) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) limit.toMillis())
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        tls.ifPresent(files -> options.setSsl(true)
                .setVerifyHost(true)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(files.authority().toString()))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(files.certificate().toString())
                        .setKeyPath(files.key().toString())));
        return options;
    }

    private static Optional<SocketAddress> tcp(Matcher matcher, int defaultPort) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        String port = matcher.group(2);
        int number = port == null ? defaultPort : Integer.parseInt(port);
        boolean real = number > 0 && number <= MAX_PORT;
        return real ? Optional.of(SocketAddress.inetSocketAddress(number, host)) : Optional.empty();
    }
}
