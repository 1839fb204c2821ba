package dev.stacyvm.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.check.CertificationSettings;
import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.http.BaseUrl;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A host and its configuration that are sound but for what a test changes. */
final class Patient {
    static final String HEALTH = "http://control-plane:7423/api/v1/health";
    static final Instant NOW = Instant.parse("2026-05-09T10:00:00Z");
    private static final String SOUND_CONFIG = """
            auth.api_key: api-key-api-key-api-key-api-key-0001
            auth.admin_api_key: admin-key-admin-key-admin-key-000002
            auth.admin_fallback_enabled: false
            database.path: /tmp/stacyvm.db
            worker.control_plane_url: http://control-plane:7423
            providers.docker.runtime: runsc
            providers.firecracker.kernel_path: /kernel
            providers.firecracker.agent_path: /agent
            providers.proot.enabled: true
            providers.proot.rootfs_path: /rootfs
            providers.proot.workspace_base: /work
            """;
    private static final String SOUND_HOST = """
            {"programs": {"docker": "Docker version 24.0.7", "firecracker": "Firecracker v1.7", "proot": "5.4.0"},
             "engine": {"info": {"Name": "host-a", "Runtimes": {"runc": {"path": "runc"}, "runsc": {"path": "/usr/bin/runsc"}}},
                        "version": {"Version": "24.0.7"}},
             "kvm": "works",
             "paths": {"/kernel": {"kind": "FILE"}, "/agent": {"kind": "FILE"}, "/rootfs": {"kind": "FOLDER"},
                       "/work": {"kind": "FOLDER", "writable": true}}}
            """;

    private final Map<String, String> config = new LinkedHashMap<>();
    private final ObjectNode host;
    private final Map<String, Servers.Answer> answers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> asked = new LinkedHashMap<>();
    private DoctorSettings settings;

    private Patient(Path folder) {
        host = json(SOUND_HOST);
        settings = new DoctorSettings(
                folder,
                Optional.empty(),
                folder.resolve("usual-token"),
                folder.resolve("state"),
                Optional.empty(),
                Optional.empty(),
                CertificationSettings.of(Map.of()));
        configured(SOUND_CONFIG);
        answering(HEALTH, answer(200, NOW, ""));
    }

    static Patient in(Path folder) {
        return new Patient(folder);
    }

    /** Lines of {@code path: value}, in place of its own. */
    Patient configured(String lines) {
        lines.replace(" | ", "\n")
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(": ?", 2))
                .forEach(line -> config.put(line[0], line[1]));
        return this;
    }

    /** Members of the host's data, in place of its own. */
    Patient hosted(String members) {
        if (!members.isBlank()) {
            host.setAll(json(members));
        }
        return this;
    }

    /** What the server answers at this URL; others cannot be resolved. */
    Patient answering(String url, Servers.Answer answer) {
        answers.put(url, answer);
        return this;
    }

    static Servers.Answer answer(int status, Instant clock, String body) {
        return new Servers.Answer(Optional.empty(), Optional.of(clock), status, Buffer.buffer(body));
    }

    Patient clockAheadBy(Duration offset) {
        return answering(HEALTH, answer(200, NOW.minus(offset), ""));
    }

    Patient issuer(String url) {
        return set(settings.tokenFile(), settings.artifacts(), Optional.of(BaseUrl.parse(url)));
    }

    Patient tokenFile(Path file) {
        return set(Optional.of(file), settings.artifacts(), settings.issuer());
    }

    Patient artifacts(Path folder) {
        return set(settings.tokenFile(), Optional.of(folder), settings.issuer());
    }

    private Patient set(Optional<Path> tokenFile, Optional<Path> artifacts, Optional<BaseUrl> issuer) {
        settings = new DoctorSettings(
                settings.folder(),
                tokenFile,
                settings.usualTokenFile(),
                settings.state(),
                artifacts,
                issuer,
                settings.certification());
        return this;
    }

    /** The headers that came with each question. */
    Map<String, Map<String, String>> asked() {
        return asked;
    }

    private Future<Servers.Answer> ask(String url, Map<String, String> headers) {
        asked.put(url, headers);
        return Future.succeededFuture(answers.getOrDefault(url, Servers.Answer.none(url + " cannot be resolved")));
    }

    List<CheckResult> rows(Mode mode) throws Exception {
        StringBuilder yaml = new StringBuilder();
        config.forEach(
                (path, value) -> yaml.append(path).append(": ").append(value).append('\n'));
        LoadResult loaded = new ConfigurationLoader(Map.of(), settings.folder())
                .load("stacyvm.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8));
        Vertx vertx = Vertx.vertx();
        try (Doctor doctor = Doctor.create(vertx, new DataHost(host), this::ask, new ManualTime(NOW), settings)) {
            return doctor.check(loaded, mode)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } finally {
            var unused = vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static ObjectNode json(String text) {
        try {
            return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJson wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
