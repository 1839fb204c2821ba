package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.file.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every component of every record is set to something that is not its default. */
class ConfigurationMappingTest {
    @Test
    void server() {
        Configuration configuration = Loads.good("""
                server:
                  host: 10.0.0.1
                  port: 8443
                  preview_domain: preview.example.com
                  cors_allowed_origins: [https://a.example.com, "http://b.example.com:8080"]
                """);
        assertThat(configuration.server())
                .isEqualTo(new ServerSettings(
                        "10.0.0.1",
                        8443,
                        "preview.example.com",
                        List.of("https://a.example.com", "http://b.example.com:8080")));
    }

    @Test
    void worker() {
        Configuration configuration = Loads.good("""
                worker:
                  id: worker-a
                  control_plane_url: https://cp:7423
                  listen_addr: 0.0.0.0:7430
                  advertise_url: https://worker-a:7430
                  rpc_keys_file: /keys.json
                  compat_shared_key_file: /shared
                  preview_domain: p.example.com
                  heartbeat_interval: 5s
                  shutdown_timeout: 1m
                  rpc_tls:
                    enabled: true
                    insecure_skip_verify: true
                    server_cert_file: /s.crt
                    server_key_file: /s.key
                    client_ca_file: /clients.pem
                    ca_file: /ca.pem
                    client_cert_file: /c.crt
                    client_key_file: /c.key
                    server_name: worker
                """);
        assertThat(configuration.worker())
                .isEqualTo(new WorkerSettings(
                        "worker-a",
                        "https://cp:7423",
                        "0.0.0.0:7430",
                        new RpcSettings("https://worker-a:7430", "/keys.json", "/shared"),
                        "p.example.com",
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        new RpcTlsSettings(
                                true,
                                true,
                                new RpcTlsSettings.Pair("/s.crt", "/s.key"),
                                "/clients.pem",
                                new RpcTlsSettings.Pair("/c.crt", "/c.key"),
                                "/ca.pem",
                                "worker")));
    }

    @Test
    void auth() {
        Configuration configuration = Loads.good("""
                auth:
                  enabled: true
                  api_key: one
                  admin_api_key: two
                  admin_fallback_enabled: false
                  admin_audit_retention: 2160h
                  worker_token: " shared "
                  worker_tokens:
                    Worker.A: alpha
                    worker-b: " beta "
                    blank: ""
                  worker_signing_key: primary
                  worker_signing_keys: [previous, "", " older "]
                  worker_revoked_token_ids: [t-1, " t-2 ", ""]
                """);
        assertThat(configuration.auth())
                .isEqualTo(new AuthSettings(
                        true,
                        Optional.of(Secret.of("one")),
                        Optional.of(Secret.of("two")),
                        false,
                        Duration.ofDays(90),
                        new WorkerCredentials(
                                Optional.of(Secret.of("shared")),
                                Map.of("Worker.A", Secret.of("alpha"), "worker-b", Secret.of("beta")),
                                Optional.of(Secret.of("primary")),
                                List.of(Secret.of("previous"), Secret.of("older")),
                                Set.of("t-1", "t-2"))));
    }

    @Test
    void database() {
        Configuration configuration =
                Loads.good("database: {driver: PostgreSQL, path: /var/lib/x.db, dsn: 'postgres://u:p@h/db'}");
        assertThat(configuration.database())
                .isEqualTo(new DatabaseSettings(
                        DatabaseSettings.Driver.POSTGRES,
                        "/var/lib/x.db",
                        Optional.of(Secret.of("postgres://u:p@h/db"))));
    }

    @Test
    void loggingIssuerEventsCertify() {
        Configuration configuration = Loads.good("""
                logging: {level: debug, format: pretty}
                issuer: {listen: "0.0.0.0:9000", url: "https://i", store: /s/issuer, jwks_cache_max: 5m, token_key_file: /k}
                events: {state_dir: /s, kafka_bootstrap: [a:9092, " b:9092 ", ""]}
                certify: {interval: 1h, expiry: 24h}
                """);
        assertThat(configuration.logging()).isEqualTo(new LoggingSettings("debug", "pretty"));
        assertThat(configuration.issuer())
                .isEqualTo(new IssuerSettings("0.0.0.0:9000", "https://i", "/s/issuer", Duration.ofMinutes(5), "/k"));
        assertThat(configuration.events()).isEqualTo(new EventsSettings("/s", List.of("a:9092", "b:9092")));
        assertThat(configuration.certify()).isEqualTo(new CertifySettings(Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void providers() {
        Configuration configuration = Loads.good("""
                providers:
                  default: proot
                  mock: {enabled: true}
                  firecracker:
                    {enabled: false, firecracker_path: /fc, kernel_path: /k, default_rootfs: /r, agent_path: /a}
                  docker: {socket: /d.sock, runtime: runsc, network_mode: none, seccomp_profile: /p.json, user: "1000:1000"}
                  e2b: {enabled: true}
                  custom: {enabled: true, name: mine}
                  proot: {enabled: true, proot_binary: /proot, rootfs_path: /root, workspace_base: /work}
                defaults: {max_sandboxes: 9, max_sandboxes_per_owner: 3}
                """);
        assertThat(configuration.providers())
                .isEqualTo(new ProviderSettings(
                        "proot",
                        List.of("mock", "docker", "e2b", "mine", "proot"),
                        new ProviderSettings.Docker("/d.sock", "runsc", "none", "/p.json", "1000:1000"),
                        new ProviderSettings.Firecracker("/fc", "/k", "/r", "/a"),
                        new ProviderSettings.Proot("/proot", "/root", "/work"),
                        new ProviderSettings.Limits(9, 3)));
    }

    @Test
    void aHeartbeatIntervalOfZeroIsTheUsualOne() {
        assertThat(Loads.good("worker: {heartbeat_interval: 0s}").worker().heartbeatInterval())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void mapsAndNumbersInTextAreTakenAsWritten() {
        Configuration configuration =
                Loads.good("providers: {docker: {tmpfs: {/Tmp: 'size=64m', /run: }, cpus: 2, pids_limit: '64'}}");
        assertThat(configuration.map("providers.docker.tmpfs"))
                .containsExactly(Map.entry("/Tmp", "size=64m"), Map.entry("/run", ""));
        assertThat(configuration.text("providers.docker.cpus")).isEqualTo("2");
        assertThat(configuration.number("providers.docker.pids_limit")).isEqualTo(64);
    }
}
