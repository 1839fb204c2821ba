package dev.stacyvm.bus.kafka;

import com.sun.net.httpserver.HttpServer;
import dev.stacyvm.file.AtomicFile;
import dev.stacyvm.file.Disk;
import dev.stacyvm.file.FileMode;
import dev.stacyvm.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Signs ES256 tokens with keys that it publishes as a JWKS over HTTP, and puts them into a file. */
final class TokenIssuer implements AutoCloseable {
    static final String ISSUER = "https://issuer.test";
    static final String AUDIENCE = "kafka";

    private static final int COORDINATE = 32;

    private final HttpServer server;
    private final Map<String, KeyPair> published = new LinkedHashMap<>();
    private String active = "";

    private TokenIssuer(HttpServer server) {
        this.server = server;
    }

    static TokenIssuer start() throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TokenIssuer issuer = new TokenIssuer(server);
        issuer.publishKey();
        issuer.activateNewest();
        server.createContext("/jwks", exchange -> {
            byte[] body = issuer.jwks().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        return issuer;
    }

    String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    /** A key that verifies and does not sign yet. */
    synchronized void publishKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        published.put("key-" + published.size(), generator.generateKeyPair());
    }

    synchronized void activateNewest() {
        published.keySet().forEach(id -> active = id);
    }

    /** A token for {@code subject}, into {@code file}, as a sidecar does it. */
    synchronized void write(Path file, String subject, Duration lifetime) throws IOException, GeneralSecurityException {
        byte[] token = (token(subject, lifetime, Time.system().now()) + "\n").getBytes(StandardCharsets.US_ASCII);
        new AtomicFile(Disk.local()).write(file, token, FileMode.OWNER_ONLY);
    }

    private String token(String subject, Duration lifetime, Instant now) throws GeneralSecurityException {
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + active + "\"}";
        String claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":[\"%s\"],\"jti\":\"%s\",\"iat\":%d,\"exp\":%d,\"worker_id\":\"%s\",\"scope\":\"kafka\"}"
                        .formatted(
                                ISSUER,
                                subject,
                                AUDIENCE,
                                UUID.randomUUID(),
                                now.getEpochSecond(),
                                now.plus(lifetime).getEpochSecond(),
                                subject);
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(published.get(active).getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private synchronized String jwks() {
        return published.entrySet().stream()
                .map(key -> jwk(key.getKey(), (ECPublicKey) key.getValue().getPublic()))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static String jwk(String id, ECPublicKey key) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"" + id + "\",\"x\":\""
                + base64(coordinate(key.getW().getAffineX().toByteArray())) + "\",\"y\":\""
                + base64(coordinate(key.getW().getAffineY().toByteArray())) + "\"}";
    }

    private static byte[] coordinate(byte[] number) {
        byte[] fixed = new byte[COORDINATE];
        int length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, fixed, COORDINATE - length, length);
        return fixed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
