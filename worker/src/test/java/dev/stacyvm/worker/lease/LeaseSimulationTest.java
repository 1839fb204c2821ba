package dev.stacyvm.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.controlplane.PlayedLeases;
import dev.stacyvm.worker.lease.LeaseSimulation.Keepers;
import dev.stacyvm.worker.lease.LeaseSimulation.Outcome;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays lease keepers against the control plane's lease book through delays, losses, duplicates, cuts, pauses, sleep, clocks
 * that step and drift, and restarts of either side. A failure names its seed; {@code -Dlease.seed=N} plays that one alone, {@code
 * -Dlease.histories=N} plays so many, half of them new each time.
 */
class LeaseSimulationTest {
    private static final int STEPS = 1_500;
    private static final int RUNS =
            Integer.getInteger("lease.histories", "1".equals(System.getenv("STACYVM_LONG_TESTS")) ? 1_000 : 150);

    @Test
    void neverDoTwoActAndNeverIsAStaleGenerationObeyed() {
        long acts = 0;
        long holders = 0;
        for (long seed : seeds().toArray()) {
            Outcome outcome = play(seed, PlayedLeases.Flaw.NONE, true, LeaseSimulation::real);
            assertThat(outcome.violation()).as("seed %d", seed).isEmpty();
            acts += outcome.acts();
            holders += outcome.holders();
        }

        System.out.printf("%d histories, %d guarded acts, %d changes of the holder%n", RUNS, acts, holders);
        // Safety is worth nothing where nothing happens.
        assertThat(acts).as("guarded acts").isGreaterThan(STEPS / 4);
        assertThat(holders).as("times the holder changed").isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(CarelessKeeper.Mistake.class)
    void findsAKeeperThat(CarelessKeeper.Mistake mistake) {
        assertThat(firstViolation(PlayedLeases.Flaw.NONE, true, CarelessKeeper.with(mistake)))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(value = PlayedLeases.Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsAControlPlaneThatDoes(PlayedLeases.Flaw flaw) {
        assertThat(firstViolation(flaw, true, LeaseSimulation::real)).isPresent();
    }

    @Test
    void findsThatWithoutUptimeSleepIsNotNoticed() {
        assertThat(firstViolation(PlayedLeases.Flaw.NONE, false, LeaseSimulation::real))
                .isPresent();
    }

    private static Optional<String> firstViolation(PlayedLeases.Flaw flaw, boolean uptime, Keepers keepers) {
        return LongStream.range(0, RUNS)
                .mapToObj(seed -> play(seed, flaw, uptime, keepers).violation())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Outcome play(long seed, PlayedLeases.Flaw flaw, boolean uptime, Keepers keepers) {
        return new LeaseSimulation(seed, flaw, uptime, keepers).run(STEPS);
    }

    /** Some that every build plays, and some that are new each time. */
    private static LongStream seeds() {
        Long chosen = Long.getLong("lease.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.concat(LongStream.range(0, RUNS / 2), new Random().longs(RUNS / 2));
    }
}
