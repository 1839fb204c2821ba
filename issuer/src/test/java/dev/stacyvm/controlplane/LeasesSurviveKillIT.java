package dev.stacyvm.controlplane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeasesSurviveKillIT {
    private static final int ROUNDS = 3;
    private static final int GRANTS_PER_ROUND = 300;

    @TempDir
    private Path folder;

    @Test
    void everyGrantThatWasToldIsOnDiskAfterKillNine() throws Exception {
        Path store = folder.resolve("store");
        Map<String, Long> saved = Map.of();
        for (int round = 0; round < ROUNDS; round++) {
            // Also what was on disk and never told: it may have been granted, and is not granted again.
            Map<String, Long> told = grantsUntilKilled(store, saved);

            saved = generations(store);
            Map<String, Long> kept = saved;
            assertThat(told)
                    .hasSize(8)
                    .allSatisfy((resource, generation) ->
                            assertThat(kept.get(resource)).isGreaterThanOrEqualTo(generation));
        }
    }

    /** The highest generation per resource that the process told before it died; all above those before. */
    private static Map<String, Long> grantsUntilKilled(Path store, Map<String, Long> before) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolderProcess.class.getName(),
                        store.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            Map<String, Long> told = new HashMap<>();
            int grants = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("sb-") && line.indexOf(' ') > 0) {
                    note(line, before, told);
                    if (++grants == GRANTS_PER_ROUND) {
                        // Through the handle, because the process's own method would close the stream being read.
                        process.toHandle().destroyForcibly();
                    }
                }
            }
            assertThat(grants).isGreaterThanOrEqualTo(GRANTS_PER_ROUND);
            return told;
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void note(String line, Map<String, Long> before, Map<String, Long> told) {
        String[] words = line.split(" ", 2);
        long generation = Long.parseLong(words[1]);
        assertThat(generation).as(line).isGreaterThan(before.getOrDefault(words[0], 0L));
        assertThat(generation).as(line).isGreaterThan(told.getOrDefault(words[0], 0L));
        told.put(words[0], generation);
    }

    private static Map<String, Long> generations(Path store) throws IOException {
        try (SqliteStore opened = SqliteStore.open(store)) {
            return opened.load().leases().stream()
                    .collect(Collectors.toMap(LeaseRow::resourceId, LeaseRow::generation));
        }
    }
}
