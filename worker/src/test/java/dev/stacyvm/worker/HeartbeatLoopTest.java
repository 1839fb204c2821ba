package dev.stacyvm.worker;

import static dev.stacyvm.worker.client.FakePlane.denied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.time.ManualTime;
import dev.stacyvm.wire.StatusReply;
import dev.stacyvm.worker.client.Answer;
import dev.stacyvm.worker.client.Denial;
import dev.stacyvm.worker.client.FakePlane;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeartbeatLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final FakePlane plane = new FakePlane();
    private final List<Link> links = new ArrayList<>();
    private List<String> providers = List.of("docker");
    private final HeartbeatLoop loop = loop(INTERVAL);

    @Test
    void beatsAtOnceAndThenAtTheIntervalWithJitter() {
        loop.start();

        assertThat(plane.beats).hasSize(1);
        List<Long> gaps = gaps(20);
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(26_999L, 33_001L));
        assertThat(gaps.stream().distinct()).hasSizeGreaterThan(10);
    }

    @Test
    void tellsTheProvidersOfTheMoment() {
        loop.start();
        providers = List.of("docker", "firecracker");
        time.advance(Duration.ofSeconds(34));

        assertThat(plane.beats.stream().map(beat -> beat.providers()))
                .containsExactly(List.of("docker"), List.of("docker", "firecracker"));
    }

    @Test
    void neverSendsAnEmptyListWhichWouldMeanEveryProvider() {
        providers = List.of();

        loop.start();

        assertThat(plane.beats.get(0).providers()).containsExactly("none");
    }

    @Test
    void backsOffFromTheIntervalToAMinute() {
        plane.answerHeartbeats(denied(Denial.UNAVAILABLE));
        loop.start();

        List<Long> gaps = gaps(6);

        assertThat(gaps.get(0)).isBetween(24_000L, 36_000L);
        assertThat(gaps.subList(1, 6)).allSatisfy(gap -> assertThat(gap).isBetween(48_000L, 72_000L));
    }

    @Test
    void tenMinutesOfOutageCostAboutTenHeartbeatsAndEndWithinOneWait() {
        HeartbeatLoop busy = loop(Duration.ofMillis(100));
        busy.start();
        time.advance(Duration.ofSeconds(1));
        plane.answerHeartbeats(denied(Denial.UNAVAILABLE));
        int before = plane.beats.size();

        time.advance(Duration.ofMinutes(10));

        assertThat(plane.beats.size() - before)
                .as("nine doublings to a minute, then one a minute")
                .isBetween(16, 24);
        plane.answerHeartbeats(FakePlane.accepted());
        time.advance(Duration.ofSeconds(72));
        assertThat(busy.link()).isEqualTo(new Link.Up());
        busy.stop(PATIENCE);
        assertThat(time.idle()).as("nothing is left over").isTrue();
    }

    @Test
    void aLongIntervalIsNotALongOutage() {
        HeartbeatLoop slow = loop(Duration.ofMinutes(10));
        plane.answerHeartbeats(denied(Denial.UNAVAILABLE));
        slow.start();

        time.advance(Duration.ofSeconds(73));

        assertThat(plane.beats).hasSize(2);
    }

    @Test
    void tellsEachChangeOnce() {
        loop.start();
        time.advance(Duration.ofMinutes(3));
        plane.answerHeartbeats(denied(Denial.UNAVAILABLE));
        time.advance(Duration.ofMinutes(10));
        plane.answerHeartbeats(denied(Denial.UNAUTHORIZED));
        time.advance(Duration.ofMinutes(10));
        plane.answerHeartbeats(FakePlane.accepted());
        time.advance(Duration.ofMinutes(3));

        assertThat(links)
                .containsExactly(
                        new Link.Up(),
                        new Link.Down(Denial.UNAVAILABLE, "UNAVAILABLE"),
                        new Link.Down(Denial.UNAUTHORIZED, "UNAUTHORIZED"),
                        new Link.Up());
    }

    @Test
    void goesOnAtOnceWhenATokenArrives() {
        plane.answerHeartbeats(denied(Denial.NO_TOKEN));
        loop.start();
        time.advance(Duration.ofHours(1));
        int before = plane.beats.size();
        plane.answerHeartbeats(FakePlane.accepted());

        loop.tokenArrived();

        assertThat(plane.beats).hasSize(before + 1);
        assertThat(loop.link()).isEqualTo(new Link.Up());
        assertThat(gaps(1).get(0)).as("back to the interval").isBetween(26_999L, 33_001L);
    }

    @Test
    void aRotationWhileAllIsWellCausesNoHeartbeat() {
        loop.start();

        loop.tokenArrived();

        assertThat(plane.beats).hasSize(1);
    }

    @Test
    void aTokenThatArrivesDuringARefusedHeartbeatIsTriedAfterIt() {
        Promise<Answer<StatusReply>> slow = Promise.promise();
        plane.answerHeartbeats(slow.future());
        loop.start();
        loop.tokenArrived();
        plane.answerHeartbeats(FakePlane.accepted());

        slow.complete(new Answer.Denied<>(Denial.UNAUTHORIZED, "old token"));

        assertThat(plane.beats).hasSize(2);
        assertThat(loop.link()).isEqualTo(new Link.Up());
    }

    @Test
    void oneHeartbeatAtATime() {
        plane.answerHeartbeats(Promise.<Answer<StatusReply>>promise().future());
        loop.start();

        time.advance(Duration.ofMinutes(10));

        assertThat(plane.beats).hasSize(1);
    }

    @Test
    void endsWithDrainingAndIsSilentAfter() {
        loop.start();

        assertThat(loop.stop(PATIENCE).result().granted()).isPresent();
        time.advance(Duration.ofHours(1));

        assertThat(plane.beats.stream().map(beat -> beat.status())).containsExactly("online", "draining");
        assertThat(time.idle()).isTrue();
    }

    @Test
    void drainingComesAfterTheHeartbeatThatIsUnderWay() {
        Promise<Answer<StatusReply>> slow = Promise.promise();
        plane.answerHeartbeats(slow.future());
        loop.start();
        loop.stop(PATIENCE);
        assertThat(plane.beats).hasSize(1);

        slow.complete(new Answer.Denied<>(Denial.UNAVAILABLE, "late"));

        assertThat(plane.beats.stream().map(beat -> beat.status())).containsExactly("online", "draining");
    }

    private HeartbeatLoop loop(Duration interval) {
        WorkerProfile profile = new WorkerProfile("worker-a", "", 0, 0, "", Optional.empty());
        WorkerTools tools =
                new WorkerTools(plane, WorkerTools.nothingToWatch(), time, time, OptionalLong::empty, new Random(3));
        return new HeartbeatLoop(profile, interval, () -> providers, tools, links::add);
    }

    /** Milliseconds between the next heartbeats. */
    private List<Long> gaps(int count) {
        List<Long> gaps = new ArrayList<>();
        while (gaps.size() < count) {
            int before = plane.beats.size();
            long start = time.nanos();
            while (plane.beats.size() == before) {
                time.advance(Duration.ofMillis(1));
            }
            gaps.add(time.since(start).toMillis());
        }
        return gaps;
    }
}
