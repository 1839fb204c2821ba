package dev.stacyvm.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stacyvm.config.ConfigurationLoader;
import dev.stacyvm.config.LoadResult;
import dev.stacyvm.lint.Mode;
import dev.stacyvm.probe.DataHost;
import dev.stacyvm.report.CheckResult;
import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
    private Servers.Answer controlPlane = new Servers.Answer(Optional.empty(), Optional.of(NOW));
    private DoctorSettings settings;

    private Patient(Path folder) {
        host = json(SOUND_HOST);
        settings = new DoctorSettings(
                folder, Optional.empty(), folder.resolve("usual-token"), folder.resolve("state"), Optional.empty());
        configured(SOUND_CONFIG);
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

    Patient answering(Servers.Answer answer) {
        controlPlane = answer;
        return this;
    }

    Patient clockAheadBy(Duration offset) {
        return answering(new Servers.Answer(Optional.empty(), Optional.of(NOW.minus(offset))));
    }

    Patient tokenFile(Path file) {
        settings = new DoctorSettings(
                settings.folder(),
                Optional.of(file),
                settings.usualTokenFile(),
                settings.state(),
                settings.artifacts());
        return this;
    }

    Patient artifacts(Path folder) {
        settings = new DoctorSettings(
                settings.folder(),
                settings.tokenFile(),
                settings.usualTokenFile(),
                settings.state(),
                Optional.of(folder));
        return this;
    }

    List<CheckResult> rows(Mode mode) throws Exception {
        StringBuilder yaml = new StringBuilder();
        config.forEach(
                (path, value) -> yaml.append(path).append(": ").append(value).append('\n'));
        LoadResult loaded = new ConfigurationLoader(Map.of(), settings.folder())
                .load("stacyvm.yaml", yaml.toString().getBytes(StandardCharsets.UTF_8));
        Vertx vertx = Vertx.vertx();
        Servers servers = url -> Future.succeededFuture(controlPlane);
        try (Doctor doctor = Doctor.create(vertx, new DataHost(host), servers, new ManualTime(NOW), settings)) {
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
