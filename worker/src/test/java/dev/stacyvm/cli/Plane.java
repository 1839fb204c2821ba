package dev.stacyvm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A control plane as an operator's script sees it: over HTTP, with the admin key from its file. */
record Plane(int port, Path adminKeyFile) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    String url() {
        return "http://127.0.0.1:" + port;
    }

    boolean isReady() {
        try {
            return get("/api/v1/ready", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether the worker's last heartbeat is at most this old; false when nothing can be asked. */
    boolean heardOf(String workerId, Duration age) {
        try {
            JsonNode worker = worker(workerId);
            Instant last = Instant.parse(worker.path("last_heartbeat").asText("1970-01-01T00:00:00Z"));
            return Duration.between(last, Instant.now()).compareTo(age) <= 0;
        } catch (IOException down) {
            return false;
        }
    }

    JsonNode worker(String workerId) throws IOException {
        HttpResponse<String> answer = get(
                "/api/v1/workers/" + workerId, Files.readString(adminKeyFile).strip());
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> get(String path, String adminKey) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(5));
        if (!adminKey.isEmpty()) {
            request.header("X-Admin-API-Key", adminKey);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
