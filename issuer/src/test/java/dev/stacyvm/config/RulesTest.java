package dev.stacyvm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("server: {port: 70000}", "server.port: port 70000 does not exist"),
                Arguments.of("server: {port: abc}", "server.port: \"abc\" is not a whole number"),
                Arguments.of("server: {port: 0x10}", "server.port: \"0x10\" is not a whole number"),
                Arguments.of("server: {port: 9999999999}", "server.port: \"9999999999\" is out of range"),
                Arguments.of("auth: {enabled: yes}", "auth.enabled: \"yes\" is neither true nor false"),
                Arguments.of(
                        "worker: {heartbeat_interval: soon}", "worker.heartbeat_interval: \"soon\" is not a duration"),
                Arguments.of("worker: {heartbeat_interval: 30}", "worker.heartbeat_interval: \"30\" is not a duration"),
                Arguments.of("worker: {heartbeat_interval: -1s}", "worker.heartbeat_interval: -1s is negative"),
                Arguments.of("worker: {heartbeat_interval: 99ms}", "worker.heartbeat_interval: 99ms is too short"),
                Arguments.of("worker: {shutdown_timeout: -1s}", "worker.shutdown_timeout: -1s is negative"),
                Arguments.of("defaults: {ttl: -1s}", "defaults.ttl: -1s is negative"),
                Arguments.of("providers: {custom: {timeout: -1s}}", "providers.custom.timeout: -1s is negative"),
                Arguments.of("auth: {admin_audit_retention: -1h}", "auth.admin_audit_retention: -1h0m0s is negative"),
                Arguments.of("issuer: {jwks_cache_max: 25h}", "issuer.jwks_cache_max: 25h0m0s is too long"),
                Arguments.of("certify: {interval: 0s}", "certify.interval: 0s is too short"),
                Arguments.of("certify: {expiry: 1s}", "certify.expiry: 1s is too short"),
                Arguments.of("defaults: {max_sandboxes: -1}", "defaults.max_sandboxes: -1 is negative"),
                Arguments.of("defaults: {max_spawn_queue: -1}", "defaults.max_spawn_queue: -1 is negative"),
                Arguments.of("rate_limit: {burst: -2}", "rate_limit.burst: -2 is negative"),
                Arguments.of("rate_limit: {key_by: IP}", "rate_limit.key_by: \"IP\" is not a choice"),
                Arguments.of("defaults: {spawn_overflow: drop}", "defaults.spawn_overflow: \"drop\" is not a choice"),
                Arguments.of("pool: {overflow: drop}", "pool.overflow: \"drop\" is not a choice"),
                Arguments.of("database: {driver: mysql}", "database.driver: \"mysql\" is not a driver"),
                Arguments.of("database: {path: ' '}", "database.path: it is blank"),
                Arguments.of("database: {driver: postgres}", "database.dsn: it is blank"),
                Arguments.of(
                        "server: {cors_allowed_origins: [ftp://a]}", "server.cors_allowed_origins: \"ftp://a\" is not"),
                Arguments.of(
                        "server: {cors_allowed_origins: ['https://a/']}",
                        "server.cors_allowed_origins: \"https://a/\" is not an origin"),
                Arguments.of(
                        "auth: {worker_token: a, worker_token_file: /x}",
                        "auth.worker_token_file: auth.worker_token is set too"),
                Arguments.of(
                        "auth: {worker_signing_key_file: /nowhere}",
                        "auth.worker_signing_key_file: /nowhere does not exist"));
    }

    @ParameterizedTest
    @MethodSource
    void broken(String yaml, String told) {
        assertThat(Loads.problems(Loads.yaml(yaml)))
                .singleElement()
                .asString()
                .startsWith("stacyvm.yaml:1: " + told)
                .contains("; ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: {spawn_overflow: '', max_ttl: ''}",
                "rate_limit: {key_by: api_key, burst: 0}",
                "server: {cors_allowed_origins: ['', '*', ' https://a.example.com:8443 ']}",
                "database: {driver: ' SQLite3 '}",
                "database: {driver: postgresql, dsn: x, path: ''}",
                "worker: {heartbeat_interval: 100ms}",
                "auth: {enabled: T, worker_token: ' ', worker_token_file: ' '}"
            })
    void kept(String yaml) {
        assertThat(Loads.problems(Loads.yaml(yaml))).isEmpty();
    }

    @Test
    void allAreToldAtOnce() {
        String yaml = """
                server: {port: x, prot: 1}
                auth: {enabled: maybe}
                defaults: {max_sandboxes: -1, ttl: never}
                database: {driver: db2}
                """;
        assertThat(Loads.problems(Loads.yaml(yaml))).hasSize(6);
    }

    @Test
    void credentialsInAnOriginAreNotShown() {
        assertThat(Loads.problems(Loads.yaml("server: {cors_allowed_origins: ['https://u:hunter2@a']}")))
                .singleElement()
                .asString()
                .contains("one is not an origin")
                .doesNotContain("hunter2");
    }

    @Test
    void aSecretOfTheWrongShapeIsNotShown() {
        assertThat(Loads.yaml("auth: {api_key: [hunter2], worker_tokens: hunter2}")
                        .toString())
                .doesNotContain("hunter2");
    }
}
