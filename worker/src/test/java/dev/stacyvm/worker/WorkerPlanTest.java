package dev.stacyvm.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacyvm.worker.lease.LeasePlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPlanTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final WorkerProfile PROFILE =
            new WorkerProfile("worker-a", "host-1", 5, 2, "localhost", Optional.of("http://10.0.0.1:7430"));

    @Test
    void tellsItselfInTheContractsWords() {
        byte[] body = PROFILE.heartbeat(WorkerStatus.ONLINE, List.of("docker"))
                .printed()
                .compact();

        assertThat(new String(body, StandardCharsets.UTF_8))
                .isEqualTo("{\"hostname\":\"host-1\",\"status\":\"online\",\"providers\":[\"docker\"],"
                        + "\"capabilities\":[\"remote_worker\",\"heartbeat\"],\"capacity\":{\"max_sandboxes\":5,"
                        + "\"max_sandboxes_per_owner\":2,\"preview_domain\":\"localhost\","
                        + "\"rpc_url\":\"http://10.0.0.1:7430\"}}");
    }

    @Test
    void theIdStandsInForAMissingHostName() {
        WorkerProfile nameless = new WorkerProfile("worker-a", " ", 0, 0, "", Optional.empty());

        assertThat(nameless.hostname()).isEqualTo("worker-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "admin", "recorder", "a/b", "", "-x"})
    void someIdsCannotBeTaken(String id) {
        assertThatThrownBy(() -> new WorkerProfile(id, "", 0, 0, "", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIntervalBelow100MillisecondsIsRefused() {
        assertThatThrownBy(() -> new WorkerPlan(PROFILE, Duration.ofMillis(99), TEN, List.of()))
                .hasMessageContaining("99ms")
                .hasMessageContaining("100ms");
    }

    @Test
    void aLeaseIsNamedOnce() {
        LeasePlan lease = new LeasePlan("db-1", TEN, Optional.empty());

        assertThatThrownBy(() -> new WorkerPlan(PROFILE, TEN, TEN, List.of(lease, lease)))
                .hasMessageContaining("twice");
    }

    @Test
    void aShutdownWithoutTimeIsRefused() {
        assertThatThrownBy(() -> new WorkerPlan(PROFILE, TEN, Duration.ZERO, List.of()))
                .hasMessageContaining("above zero");
    }
}
