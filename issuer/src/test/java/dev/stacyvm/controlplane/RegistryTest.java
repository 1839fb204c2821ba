package dev.stacyvm.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.Heartbeat;
import dev.stacyvm.wire.InvalidJson;
import dev.stacyvm.wire.Json;
import dev.stacyvm.wire.WorkerView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final Heartbeat BARE = new Heartbeat(null, null, null, null, null);

    private final ManualTime time = new ManualTime();
    private final Registry registry = new Registry(List.of(), time);

    @Test
    void echoesWhatIsAbsentAsNullAndABlankStatusAsOnline() {
        assertThat(beat("worker-a", new Heartbeat(" host ", "  ", null, null, null)))
                .isEqualTo(new WorkerView(
                        "worker-a",
                        "host",
                        "online",
                        null,
                        null,
                        null,
                        "2026-05-09T10:00:00Z",
                        "2026-05-09T10:00:00Z",
                        "2026-05-09T10:00:00Z",
                        false));
    }

    @Test
    void keepsTheLettersOfAFreeStatus() {
        assertThat(beat("worker-a", new Heartbeat(null, " Draining ", null, null, null))
                        .status())
                .isEqualTo("Draining");
    }

    @Test
    void sortsTheKeysOfACapacityAllTheWayDown() throws InvalidJson {
        var capacity = Json.readObject("{\"z\":[{\"b\":1,\"a\":2}],\"a\":{\"d\":1,\"c\":null}}".getBytes(UTF_8));

        WorkerView view = beat("worker-a", new Heartbeat(null, null, null, null, capacity));

        assertThat(view.capacity()).hasToString("{\"a\":{\"c\":null,\"d\":1},\"z\":[{\"a\":2,\"b\":1}]}");
    }

    @Test
    void replacesAllButTheTimeOfCreation() {
        beat("worker-a", new Heartbeat("h", "busy", List.of("docker"), List.of("x"), null));
        time.advance(Duration.ofSeconds(90));

        WorkerView view = beat("worker-a", BARE);

        assertThat(view.createdAt()).isEqualTo("2026-05-09T10:00:00Z");
        assertThat(view.lastHeartbeat()).isEqualTo("2026-05-09T10:01:30Z").isEqualTo(view.updatedAt());
        assertThat(view.providers()).isNull();
        assertThat(view.hostname()).isEmpty();
    }

    @Test
    void isStaleOnlyAfterMoreThanTwoMinutes() {
        beat("worker-a", BARE);

        time.advance(Duration.ofMinutes(2));
        assertThat(registry.find("worker-a")).map(WorkerView::stale).hasValue(false);

        time.advance(Duration.ofNanos(1));
        assertThat(registry.find("worker-a")).map(WorkerView::stale).hasValue(true);
    }

    @Test
    void listsById() {
        beat("b", BARE);
        beat("a", BARE);
        beat("B", BARE);

        assertThat(registry.list()).extracting(WorkerView::id).containsExactly("B", "a", "b");
    }

    @Test
    void countsWhatIsOnlineStaleAndNeither() {
        beat("gone", BARE);
        time.advance(Duration.ofMinutes(3));
        beat("fine", new Heartbeat(null, "ONLINE", null, null, null));
        beat("leaving", new Heartbeat(null, "draining", null, null, null));

        WorkerCount count = registry.count();

        assertThat(count).isEqualTo(new WorkerCount(3, 1, 1));
        assertThat(count.unhealthy()).isEqualTo(1);
    }

    @Test
    void takesNoMoreThanTenThousandWorkersButAlwaysThoseItKnows() {
        for (int i = 0; i < Registry.MAX_WORKERS; i++) {
            beat("w" + i, BARE);
        }

        assertThat(registry.heartbeat("one-more", BARE)).isEmpty();
        assertThat(registry.heartbeat("w17", BARE)).isPresent();
    }

    @Test
    void handsEachChangeToTheWriterOnceAndAgainWhenItFailed() {
        beat("a", BARE);
        beat("a", BARE);
        registry.remove("b");

        assertThat(registry.takeUnsaved()).containsExactlyInAnyOrder("a", "b");
        assertThat(registry.takeUnsaved()).isEmpty();
        registry.putBack(List.of("a"));
        assertThat(registry.takeUnsaved()).containsExactly("a");
        assertThat(registry.row("a")).isPresent();
        assertThat(registry.row("b")).isEmpty();
    }

    private WorkerView beat(String id, Heartbeat heard) {
        return registry.heartbeat(id, heard).orElseThrow();
    }
}
