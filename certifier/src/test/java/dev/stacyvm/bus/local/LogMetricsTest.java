package dev.stacyvm.bus.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.bus.Await;
import dev.stacyvm.bus.DeadLetter;
import dev.stacyvm.bus.Position;
import dev.stacyvm.event.Samples;
import dev.stacyvm.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMetricsTest {
    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime();

    @Test
    void tellsHowFarBehindEachConsumerIsAndForHowLong() throws Exception {
        try (LocalLogFixture fixture = new LocalLogFixture(new LogSettings(folder, Retention.DEFAULT, time))) {
            // Given five events, of which a forwarder has handled two
            fixture.publish(IntStream.range(0, 2)
                    .mapToObj(second -> Samples.draft("h", second))
                    .toList());
            time.advance(Duration.ofSeconds(10));
            fixture.publish(IntStream.range(2, 5)
                    .mapToObj(second -> Samples.draft("h", second))
                    .toList());
            Await.result(fixture.log().store("kafka/c/t", 2));
            Await.result(fixture.log().store("recorder/r", 5));
            Await.result(
                    fixture.log().add(List.of(new DeadLetter("recorder/r", new Position("1"), "id", "no event", ""))));
            time.advance(Duration.ofMillis(2500));

            // Then
            String text = LogMetrics.text(LogGlance.at(folder).orElseThrow(), time.now());
            assertThat(text.lines())
                    .contains(
                            "stacyvm_events_appended_total 5",
                            "stacyvm_events_dead_letters 1",
                            "stacyvm_events_waiting{consumer=\"kafka/c/t\"} 3",
                            "stacyvm_events_oldest_waiting_seconds{consumer=\"kafka/c/t\"} 2.500",
                            "stacyvm_events_waiting{consumer=\"recorder/r\"} 0",
                            "stacyvm_events_oldest_waiting_seconds{consumer=\"recorder/r\"} 0.000");
        }
    }

    @Test
    void countsAllAsWaitingForAClusterThatNeverAnswered() throws Exception {
        try (LocalLogFixture fixture = new LocalLogFixture(new LogSettings(folder, Retention.DEFAULT, time))) {
            fixture.publish(IntStream.range(0, 2)
                    .mapToObj(second -> Samples.draft("h", second))
                    .toList());
            time.advance(Duration.ofSeconds(3));
            LogGlance log = LogGlance.at(folder).orElseThrow().forwarding();
            assertThat(LogMetrics.text(log, time.now()).lines())
                    .contains(
                            "stacyvm_events_waiting{consumer=\"kafka/unknown\"} 2",
                            "stacyvm_events_oldest_waiting_seconds{consumer=\"kafka/unknown\"} 3.000");
            // And no longer once a forwarder has a position
            Await.result(fixture.log().store("kafka/c/t", 2));
            assertThat(LogMetrics.text(LogGlance.at(folder).orElseThrow().forwarding(), time.now()))
                    .doesNotContain("unknown");
        }
    }
}
