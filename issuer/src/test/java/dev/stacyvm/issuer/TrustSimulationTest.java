package dev.stacyvm.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacyvm.issuer.TrustWorld.Plant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keys, issuer, followers, workers and clocks, played from seeds; the invariants are in {@link Invariants}. A failure names
 * its seed; {@code -Dtrust.seed=N} plays that one, {@code -Dtrust.seeds=N} plays more of them.
 */
class TrustSimulationTest {
    private static final int STEPS = 500;
    private static final long SEEDS = Long.getLong("trust.seeds", 10);

    @Test
    void noStepBreaksAnInvariant() {
        long only = Long.getLong("trust.seed", -1);
        LongStream seeds = only >= 0 ? LongStream.of(only) : LongStream.range(0, SEEDS);

        int activated = seeds.mapToInt(seed -> play(seed, Plant.NONE)).sum();

        assertThat(activated).as("rotations played").isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsEachPlantedDefectWithinAThousandSeeds(Plant plant) {
        long found = LongStream.range(0, 1_000)
                .filter(seed -> isFound(seed, plant))
                .findFirst()
                .orElse(-1);

        assertThat(found).as("seed that finds %s", plant).isNotNegative();
    }

    /** How many rotations were played to their end. */
    private static int play(long seed, Plant plant) {
        TrustWorld world = new TrustWorld(seed, plant);
        for (int step = 0; step < STEPS; step++) {
            try {
                world.step();
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed + ", step " + step + ": " + broken.getMessage(), broken);
            }
        }
        return world.counts.getOrDefault("activated", 0);
    }

    private static boolean isFound(long seed, Plant plant) {
        try {
            play(seed, plant);
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }
}
