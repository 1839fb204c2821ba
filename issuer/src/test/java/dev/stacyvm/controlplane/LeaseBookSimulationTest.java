package dev.stacyvm.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.controlplane.LeaseOutcome.Granted;
import dev.stacyvm.controlplane.LeaseOutcome.Released;
import dev.stacyvm.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays random operations, failed commits and crashes from one seed, and checks after every commit that a resource has one
 * holder at a time, that generations only grow, and that nothing is taken over early. jqwik prints the seed of a failure.
 */
class LeaseBookSimulationTest {
    private static final int STEPS = 2_000;

    /** A defect that the simulation must find. */
    private enum Plant {
        NONE,
        /** A lease is taken from its holder a little before its ttl has passed. */
        TAKEOVER_BEFORE_THE_TTL,
        /** A restart forgets how far the generations of released leases had come. */
        GENERATION_RESET
    }

    /** What a worker believes: the last grant it was told of, and until when it may rely on it. */
    private record Belief(String holder, long untilNanos) {}

    private static final class Play {
        private final Random random;
        private final ManualTime time = new ManualTime();
        private final Map<String, LeaseRow> disk = new HashMap<>();
        private long diskFloor;
        private LeaseBook book = new LeaseBook(List.of(), 0, Moment.of(time));

        private final Map<String, Long> highest = new HashMap<>();
        private final Map<String, Belief> beliefs = new HashMap<>();
        private final List<Runnable> uncommitted = new ArrayList<>();
        private int grants;

        private final Plant plant;

        Play(long seed) {
            this(seed, Plant.NONE);
        }

        Play(long seed, Plant plant) {
            this.random = new Random(seed);
            this.plant = plant;
        }

        private Moment acquiring(Moment now) {
            return plant == Plant.TAKEOVER_BEFORE_THE_TTL
                    ? new Moment(
                            now.wall(), now.nanos() + Duration.ofMillis(300).toNanos())
                    : now;
        }

        void step() {
            int die = random.nextInt(100);
            if (die < 70) {
                operate();
            } else if (die < 85) {
                commit();
            } else if (die < 90) {
                book.drop();
                uncommitted.clear();
            } else if (die < 92) {
                book.forget(Duration.ofSeconds(random.nextInt(20)), Moment.of(time));
            } else if (die < 94) {
                crash();
            } else {
                time.advance(Duration.ofMillis(random.nextInt(8_000)));
            }
        }

        private void operate() {
            String resource = "sb-" + random.nextInt(3);
            String worker = "worker-" + random.nextInt(3);
            Duration ttl = Duration.ofSeconds(1 + random.nextInt(10));
            Moment now = Moment.of(time);
            int kind = random.nextInt(3);
            if (kind == 2) {
                LeaseOutcome outcome = book.release(resource, worker, OptionalLong.empty(), now);
                if (outcome instanceof Released) {
                    uncommitted.add(() -> beliefs.remove(resource));
                }
                return;
            }
            LeaseAsk ask = new LeaseAsk(resource, worker, ttl);
            LeaseOutcome outcome = kind == 0 ? book.acquire(ask, acquiring(now)) : book.renew(ask, now);
            if (outcome instanceof Granted granted) {
                uncommitted.add(() -> told(granted.lease(), now));
            }
        }

        private void commit() {
            book.changed().forEach(row -> disk.put(row.resourceId(), row));
            book.forgotten().forEach(disk::remove);
            diskFloor = book.floor();
            book.keep();
            uncommitted.forEach(Runnable::run);
            uncommitted.clear();
        }

        private void crash() {
            uncommitted.clear();
            time.stepWall(Duration.ofHours(random.nextInt(48) - 24L));
            if (plant == Plant.GENERATION_RESET) {
                disk.values().removeIf(LeaseRow::released);
                diskFloor = 0;
            }
            book = new LeaseBook(List.copyOf(disk.values()), diskFloor, Moment.of(time));
        }

        private void told(LeaseRow lease, Moment decided) {
            grants++;
            String resource = lease.resourceId();
            assertThat(lease.generation()).as(resource).isGreaterThan(highest.getOrDefault(resource, 0L));
            highest.put(resource, lease.generation());
            Belief before = beliefs.get(resource);
            if (before != null && !before.holder().equals(lease.holderId())) {
                assertThat(decided.nanos())
                        .as("%s taken from %s", resource, before.holder())
                        .isGreaterThanOrEqualTo(before.untilNanos());
            }
            beliefs.put(
                    resource,
                    new Belief(lease.holderId(), decided.nanos() + lease.ttl().toNanos()));
        }
    }

    @Property(tries = 100)
    void oneHolderAtATimeAndGenerationsThatOnlyGrowThroughFailuresAndCrashes(@ForAll long seed) {
        Play play = new Play(seed);

        for (int step = 0; step < STEPS; step++) {
            play.step();
        }

        assertThat(play.grants).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsEachPlantedDefectWithinAThousandSeeds(Plant plant) {
        long found = LongStream.range(0, 1_000)
                .filter(seed -> isFound(new Play(seed, plant)))
                .findFirst()
                .orElse(-1);

        assertThat(found).as("seed that finds %s", plant).isNotNegative();
    }

    private static boolean isFound(Play play) {
        try {
            for (int step = 0; step < STEPS; step++) {
                play.step();
            }
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }
}
